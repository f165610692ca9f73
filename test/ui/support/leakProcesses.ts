import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';

interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly args: string;
}

/** Arguments of every process that descends from this one, at this moment. */
export function argumentsOfDescendants(): readonly string[] {
  const processes = process.platform === 'linux' ? fromProc() : process.platform === 'win32' ? fromWmi() : fromPs();
  const family = new Set([process.pid]);
  for (let size = 0; size < family.size;) {
    size = family.size;
    for (const { pid, parent } of processes) if (family.has(parent)) family.add(pid);
  }
  return processes.filter(({ pid }) => pid !== process.pid && family.has(pid)).map(({ args }) => args);
}

function fromProc(): readonly Process[] {
  return fs
    .readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        // After the name of the program, which stands in brackets and can hold anything: state and parent.
        const [, parent] = fs.readFileSync(`/proc/${name}/stat`, 'utf8').split(') ').at(-1)!.split(' ');
        const args = fs.readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ');
        return [{ pid: Number(name), parent: Number(parent), args }];
      } catch {
        // It has ended.
        return [];
      }
    });
}

function fromPs(): readonly Process[] {
  const lines = execFileSync('ps', ['-A', '-ww', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' }).split('\n');
  return lines.flatMap((line) => {
    const [, pid, parent, args] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
    return args === undefined ? [] : [{ pid: Number(pid), parent: Number(parent), args }];
  });
}

function fromWmi(): readonly Process[] {
  const list = 'Get-CimInstance Win32_Process | Select-Object ProcessId,ParentProcessId,CommandLine | ConvertTo-Json';
  const json = execFileSync('powershell', ['-NoProfile', '-Command', list], { encoding: 'utf8', maxBuffer: 1 << 26 });
  const rows = JSON.parse(json) as { ProcessId: number; ParentProcessId: number; CommandLine: string | null }[];
  return rows.map((row) => ({ pid: row.ProcessId, parent: row.ParentProcessId, args: row.CommandLine ?? '' }));
}
