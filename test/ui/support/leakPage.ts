/** Names of the functions that the scripts below call: `LeakWatch` exposes them on every page. */
export const pageFunctions = { shown: '__leakWatchShown', typed: '__leakWatchTyped' } as const;

/**
 * Runs in every page before the page's own scripts. Reports every text that the page ever draws or reads out, the
 * addresses of its links, and what stands in its plain inputs; and what is entered into a password box, as a secret.
 */
export const watchScript = `(() => {
  const attributes = ['aria-label', 'aria-description', 'title', 'placeholder', 'alt', 'href', 'data-href', 'value'];
  const seen = new Set();
  let fresh = [];
  const note = (text) => {
    if (!text || text.length < 12 || seen.has(text)) return;
    seen.add(text);
    fresh.push(text);
  };
  const noteElement = (element) => {
    for (const name of attributes) note(element.getAttribute(name));
    if (element.matches('textarea, input:not([type=password])')) note(element.value);
  };
  const noteTree = (node) => {
    note(node.textContent);
    if (!(node instanceof Element)) return;
    noteElement(node);
    for (const element of node.querySelectorAll('*')) {
      noteElement(element);
      if (element.childElementCount > 0) note(element.textContent);
    }
  };
  const observer = new MutationObserver((mutations) => {
    for (const { type, target, addedNodes } of mutations) {
      if (type === 'attributes') noteElement(target);
      else if (type === 'characterData') note(target.parentNode ? target.parentNode.textContent : target.data);
      else addedNodes.forEach(noteTree);
    }
    document.querySelectorAll('.quick-input-widget input').forEach(noteElement);
    if (fresh.length > 0) window.${pageFunctions.shown}(fresh);
    fresh = [];
  });
  const observe = (root) =>
    observer.observe(root, { subtree: true, childList: true, characterData: true, attributeFilter: attributes });
  observe(document);
  const attachShadow = Element.prototype.attachShadow;
  Element.prototype.attachShadow = function (init) {
    const root = attachShadow.call(this, init);
    observe(root);
    return root;
  };
  const report = ({ target }) => {
    if (target instanceof HTMLInputElement && target.type === 'password') window.${pageFunctions.typed}(target.value);
  };
  addEventListener('keydown', (event) => event.key === 'Enter' && report(event), true);
  addEventListener('focusout', report, true);
})()`;

export interface StoredText {
  readonly place: string;
  readonly where: string;
  readonly text: string;
}

/** Everything that the page's origin keeps in the browser, as the page reads it: uncompressed, and not yet on the disk. */
export const storageScript = `(async () => {
  const found = [];
  const asText = (value) => {
    if (typeof value === 'string') return value;
    if (value instanceof ArrayBuffer) return asText(new Uint8Array(value));
    if (ArrayBuffer.isView(value)) return new TextDecoder('latin1').decode(value);
    if (value instanceof Map) return asText([...value]);
    if (value !== null && typeof value === 'object') return Object.entries(value).flat().map(asText).join('\\n');
    return String(value);
  };
  const done = (request) => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  for (const [place, storage] of Object.entries({ localStorage, sessionStorage })) {
    for (const [key, text] of Object.entries(storage)) found.push({ place, where: key, text: key + '\\n' + text });
  }
  found.push({ place: 'cookies', where: 'document.cookie', text: document.cookie });
  for (const { name } of await indexedDB.databases()) {
    const database = await done(indexedDB.open(name));
    for (const store of database.objectStoreNames) {
      const rows = database.transaction(store).objectStore(store);
      const [keys, values] = await Promise.all([done(rows.getAllKeys()), done(rows.getAll())]);
      const place = !name.startsWith('vscode-web-state-db-') ? 'IndexedDB'
        : name.endsWith('-global') ? 'globalState' : 'workspaceState';
      keys.forEach((key, at) => {
        const where = name + '/' + store + '/' + asText(key);
        found.push({ place, where, text: asText(key) + '\\n' + asText(values[at]) });
      });
    }
    database.close();
  }
  return found;
})()`;
