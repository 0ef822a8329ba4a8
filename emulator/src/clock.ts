/** Where the emulator takes its time from, so that a test decides when an asynchronous operation ends. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Calls back once `now()` has reached `time`, never within this call. */
  at(time: number, callback: () => void): void;
  /** Forgets every call back. */
  stop(): void;
}

/** The time of the machine. */
export class SystemClock implements Clock {
  private readonly timers = new Set<NodeJS.Timeout>();

  now(): number {
    return Date.now();
  }

  at(time: number, callback: () => void): void {
    const timer = setTimeout(
      () => {
        this.timers.delete(timer);
        callback();
      },
      Math.max(0, time - this.now()),
    );
    this.timers.add(timer);
  }

  stop(): void {
    for (const timer of this.timers) clearTimeout(timer);
    this.timers.clear();
  }
}

/** A time that stands still until a test moves it. */
export class ManualClock implements Clock {
  private waiting: { time: number; callback: () => void }[] = [];

  constructor(private time = Date.UTC(2026, 0, 1)) {}

  now(): number {
    return this.time;
  }

  at(time: number, callback: () => void): void {
    this.waiting.push({ time, callback });
  }

  stop(): void {
    this.waiting = [];
  }

  /** Moves the time on, and calls back on the way, in the order of time. */
  advance(milliseconds: number): void {
    const end = this.time + milliseconds;
    for (;;) {
      const next = this.waiting.reduce<(typeof this.waiting)[number] | undefined>(
        (first, entry) =>
          entry.time <= end && (first === undefined || entry.time < first.time) ? entry : first,
        undefined,
      );
      if (next === undefined) break;
      this.waiting.splice(this.waiting.indexOf(next), 1);
      this.time = Math.max(this.time, next.time);
      next.callback();
    }
    this.time = end;
  }
}

/** A time as the API writes it, in UTC. */
export function timeText(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace(/\.\d+/, "");
}

/** The same day so many months later, or the last one of a shorter month; both in milliseconds since 1970. */
export function monthsLater(time: number, months: number): number {
  const later = new Date(time);
  later.setUTCMonth(later.getUTCMonth() + months);
  if (later.getUTCDate() !== new Date(time).getUTCDate()) later.setUTCDate(0);
  return later.getTime();
}
