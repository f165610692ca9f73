import * as assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import * as vscode from 'vscode';
import {
  commandIds,
  type ContextKeys,
  contextValues,
  documentScheme,
  pageViewType,
  schemaScheme,
  settingIds,
  tokenScheme,
  viewIds,
  walkthroughId,
} from '../../src/vscode/ids';
import { thisExtension } from './support/aepCommands';

interface Entry {
  readonly command: string;
  readonly when?: string;
  readonly category?: string;
  readonly title?: string;
}

interface Walkthrough {
  readonly id: string;
  readonly icon: string;
  readonly steps: readonly {
    readonly id: string;
    readonly media: { readonly svg: string; readonly altText: string };
    readonly completionEvents: readonly string[];
  }[];
}

interface Setting {
  readonly scope?: string;
  readonly type?: string;
  readonly default?: unknown;
}

interface Manifest {
  readonly icon: string;
  readonly l10n: string;
  readonly main: string;
  readonly extensionKind: readonly string[];
  readonly activationEvents: readonly string[];
  readonly capabilities: {
    readonly untrustedWorkspaces: { readonly supported: unknown; readonly restrictedConfigurations?: unknown };
    readonly virtualWorkspaces: unknown;
  };
  readonly contributes: {
    readonly commands: readonly Entry[];
    readonly menus: Readonly<Record<string, readonly Entry[]>>;
    readonly views: Readonly<Record<string, readonly { readonly id: string; readonly icon: string }[]>>;
    readonly viewsContainers: { readonly activitybar: readonly { readonly id: string; readonly icon: string }[] };
    readonly viewsWelcome: readonly { readonly view: string; readonly contents: string; readonly when: string }[];
    readonly walkthroughs: readonly Walkthrough[];
    readonly configuration: { readonly properties: Readonly<Record<string, Setting>> };
  };
}

/** Every context key with its values: one that is added to the type must be added here. */
const contextKeys: { [K in keyof ContextKeys]: readonly `${ContextKeys[K]}`[] } = {
  'aep.connections': ['none', 'unchosen', 'chosen'],
  'aep.xdm.loading': ['true', 'false'],
  'aep.xdm.listed': ['true', 'false'],
  'aep.xdm.filtered': ['true', 'false'],
  'aep.xdm.selected': ['true', 'false'],
  'aep.access.status': ['none', 'running', 'done'],
  'aep.token.valid': ['true', 'false'],
  'aep.sandbox.chosen': ['true', 'false'],
};

/** What VS Code makes of the id of a view. */
const ofViews = ['focus', 'open', 'removeView', 'resetViewLocation', 'toggleVisibility'];

suite('The manifest', () => {
  const manifest = JSON.parse(read('package.json')) as Manifest;
  const { commands, menus, views, viewsContainers, viewsWelcome, walkthroughs, configuration } = manifest.contributes;
  const ids = sorted(Object.values(commandIds));
  const menuEntries = Object.values(menus).flat();
  const steps = walkthroughs.flatMap((walkthrough) => walkthrough.steps);
  const completions = steps.flatMap(({ completionEvents }) => completionEvents);
  const whens = [
    ...[...menuEntries, ...viewsWelcome].flatMap(({ when }) => when ?? []),
    ...completions.flatMap((event) => /^onContext:(.+)$/.exec(event)?.[1] ?? []),
  ];

  test('has the commands of ids.ts and no other', () => {
    assert.deepEqual(sorted(commands.map(({ command }) => command)), ids);
  });

  test('has commands that are registered, and no other command of ours is', async () => {
    await thisExtension().activate();
    const registered = (await vscode.commands.getCommands(true)).filter((id) => id.startsWith('aep.'));
    const generated = Object.values(viewIds).flatMap((view) => ofViews.map((action) => `${view}.${action}`));
    assert.deepEqual(sorted(registered.filter((id) => !generated.includes(id))), ids);
  });

  test('has no command by a name that VS Code makes of a view', () => {
    const generated = Object.values(viewIds).flatMap((view) => ofViews.map((action) => `${view}.${action}`));
    assert.deepEqual(
      ids.filter((id) => generated.includes(id)),
      [],
    );
  });

  test('has every command in one category', () => {
    for (const { command, category } of commands) assert.equal(category, 'AEP Access', command);
  });

  test('has only its own commands in menus, and each in a menu or in the palette', () => {
    const hidden = (menus.commandPalette ?? []).filter(({ when }) => when === 'false').map(({ command }) => command);
    const elsewhere = Object.entries(menus).flatMap(([menu, entries]) => (menu === 'commandPalette' ? [] : entries));
    for (const { command } of menuEntries) assert.ok(ids.includes(command as (typeof ids)[number]), command);
    // The one that no menu has is a button of the message that tells that the stored connections are damaged.
    const onlyByButton = [commandIds.resetConnections] as readonly string[];
    const unreachable = hidden.filter((id) => !elsewhere.some(({ command }) => command === id));
    assert.deepEqual(unreachable, onlyByButton);
  });

  test('has the views of ids.ts and no other, and names no other', () => {
    const declared = Object.values(views).flat();
    assert.deepEqual(sorted(declared.map(({ id }) => id)), sorted(Object.values(viewIds)));
    const named = [...viewsWelcome.map(({ view }) => view), ...whens.flatMap((when) => valuesOf(when, 'view'))];
    for (const view of named) assert.ok(Object.values<string>(viewIds).includes(view), view);
  });

  test('has its views in its own container', () => {
    assert.deepEqual(
      Object.keys(views),
      viewsContainers.activitybar.map(({ id }) => id),
    );
  });

  test('asks only for context keys that are set, and for values that they have', () => {
    const asked = new Set(whens.flatMap(keysOf).filter((key) => key.startsWith('aep.')));
    assert.deepEqual(sorted(asked), sorted(Object.keys(contextKeys)));
    for (const [key, values] of Object.entries<readonly string[]>(contextKeys)) {
      for (const value of whens.flatMap((when) => valuesOf(when, key))) assert.ok(values.includes(value), value);
    }
  });

  test('has something for every row of a view, and nothing for a row that there is not', () => {
    const values = Object.values<string>(contextValues);
    const patterns = [
      ...whens.flatMap((when) =>
        valuesOf(when, 'viewItem').map((value) => new RegExp(`^${value.replaceAll('.', '\\.')}$`)),
      ),
      ...whens.flatMap((when) =>
        [...when.matchAll(/viewItem =~ \/((?:[^/\\]|\\.)+)\//g)].map(([, of]) => new RegExp(of!)),
      ),
    ];
    assert.ok(patterns.length > 0);
    for (const value of values)
      assert.ok(
        patterns.some((pattern) => pattern.test(value)),
        `nothing for ${value}`,
      );
    for (const pattern of patterns)
      assert.ok(
        values.some((value) => pattern.test(value)),
        `no row for ${String(pattern)}`,
      );
  });

  test('has a welcome for each state in which the view is empty for want of a connection', () => {
    assert.deepEqual(
      viewsWelcome.map(({ when }) => when),
      ['aep.connections == none', 'aep.connections == unchosen', 'aep.access.status == none'],
    );
  });

  test('has the settings of ids.ts and no other, each of application scope but the two that only choose', () => {
    const { properties } = configuration;
    assert.deepEqual(sorted(Object.keys(properties)), sorted(Object.values(settingIds)));
    const scopes = Object.entries(properties).map(([id, { scope }]) => [id, scope] as const);
    const ofWorkspace = scopes.filter(([, scope]) => scope !== 'application').map(([id]) => id);
    assert.deepEqual(sorted(ofWorkspace), ['aep.connection', 'aep.sandbox']);
  });

  test('has settings that bring no connection, host or secret', () => {
    const ids = Object.keys(configuration.properties).filter((id) => id !== 'aep.connection');
    assert.doesNotMatch(ids.join(), /connection|origin|host|secret|key|token\.value/i);
    for (const id of ['aep.connection', 'aep.sandbox']) {
      assert.equal(configuration.properties[id]?.type, 'string', id);
      assert.equal(configuration.properties[id].default, '', id);
    }
  });

  test('runs in Restricted Mode but for what a workspace may set, in virtual workspaces, and where the person is', () => {
    const { supported, restrictedConfigurations } = manifest.capabilities.untrustedWorkspaces;
    assert.equal(supported, 'limited');
    assert.deepEqual(restrictedConfigurations, ['aep.connection', 'aep.sandbox']);
    assert.equal(manifest.capabilities.virtualWorkspaces, true);
    assert.deepEqual(manifest.extensionKind, ['ui', 'workspace']);
  });

  test('is activated when VS Code has started, and by a document of an earlier session', () => {
    assert.deepEqual(manifest.activationEvents, [
      'onStartupFinished',
      ...[documentScheme, tokenScheme, schemaScheme].map((scheme) => `onFileSystem:${scheme}`),
      `onWebviewPanel:${pageViewType}`,
    ]);
  });

  test('has texts for all its keys, and no text without a key', () => {
    const used = [...read('package.json').matchAll(/"%([^%"]+)%"/g)].map(([, key]) => key!);
    const texts = JSON.parse(read('package.nls.json')) as Record<string, string>;
    assert.deepEqual(sorted(new Set(used)), sorted(Object.keys(texts)));
    for (const [key, text] of Object.entries(texts)) assert.notEqual(text.trim(), '', key);
  });

  test('has texts whose command links lead to its commands', () => {
    const linked = [...read('package.nls.json').matchAll(/\(command:([\w.]+)/g)].map(([, id]) => id!);
    assert.ok(linked.length > 0);
    const generated = Object.values(viewIds).map((view) => `${view}.focus`);
    for (const id of linked) assert.ok([...ids, ...generated].includes(id), id);
  });

  test('has one walkthrough, whose steps complete by themselves and lead to its commands', () => {
    assert.deepEqual(
      walkthroughs.map(({ id }) => id),
      [walkthroughId],
    );
    for (const { id, completionEvents } of steps) assert.ok(completionEvents.length > 0, id);
    for (const event of completions) {
      const [, command] = /^onCommand:(.+)$/.exec(event) ?? [];
      if (command !== undefined) assert.ok((ids as readonly string[]).includes(command), event);
    }
  });

  test('has pictures of steps in the colours of any theme, and nothing active in them', () => {
    for (const { media } of steps) {
      const svg = read(media.svg);
      assert.match(svg, /var\(--vscode-foreground\)/);
      assert.doesNotMatch(svg, /#[0-9a-f]{3,8}\b|<script|<style|href|\bon\w+=/i, media.svg);
    }
  });

  test('names files that exist', () => {
    const icons = [...Object.values(views).flat(), ...viewsContainers.activitybar].map(({ icon }) => icon);
    const pictures = [...walkthroughs.map(({ icon }) => icon), ...steps.map(({ media }) => media.svg)];
    for (const file of [manifest.main, manifest.icon, ...icons, ...pictures]) {
      assert.ok(fs.existsSync(path.join(thisExtension().extensionPath, file)), file);
    }
  });

  test('has an icon that the Marketplace takes: a square PNG of 128 pixels or more', () => {
    const bytes = fs.readFileSync(path.join(thisExtension().extensionPath, manifest.icon));
    assert.equal(bytes.toString('latin1', 1, 4), 'PNG');
    const [width, height] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
    assert.equal(width, height);
    assert.ok(width >= 128, String(width));
  });
});

function read(file: string): string {
  return fs.readFileSync(path.join(thisExtension().extensionPath, file), 'utf8');
}

/** The context keys that a `when` clause asks for. */
function keysOf(when: string): readonly string[] {
  return when.split(/&&|\|\|/).map((term) => /^[!(\s]*([\w.]+)/.exec(term)?.[1] ?? '');
}

/** The values that a `when` clause compares a key with. */
function valuesOf(when: string, key: string): readonly string[] {
  return [...when.matchAll(/([\w.]+) [!=]= ([\w.]+)/g)].flatMap(([, name, value]) => (name === key ? value! : []));
}

function sorted<T extends string>(values: Iterable<T>): readonly T[] {
  return [...values].sort();
}
