/** Signs of something that goes on, one after the other. */
const SPINNER = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"] as const;

/** Milliseconds between two of them. */
const TICK = 100;

/**
 * Tells the story, line by line: the seconds since it began, the step of the procedure, and what happens. On a terminal, the last line
 * shows what goes on and for how long; elsewhere, there are lines only.
 */
export class Teller {
  private readonly begin = Date.now();
  private readonly learned: string[] = [];
  private ticker: NodeJS.Timeout | undefined;

  /** @param step - of the procedure, 0 to 6; empty for what is around it */
  public say(step: string, text: string): void {
    this.write(`${this.line(step, text)}\n`);
  }

  /** Progress until the next line; for a person in front of a terminal only. */
  public busy(step: string, text: string): void {
    if (!process.stdout.isTTY) return;
    this.stop();
    const since = Date.now();
    let turn = 0;
    const draw = (): void => {
      const sign = SPINNER[turn++ % SPINNER.length] ?? "";
      const elapsed = Math.round((Date.now() - since) / 1000);
      process.stdout.write(
        `\r\x1b[K${this.line(step, `${sign} ${text}${elapsed > 0 ? `, ${elapsed} s` : ""}`)}`,
      );
    };
    draw();
    // A story that has ended waits for no sign.
    this.ticker = setInterval(draw, TICK).unref();
  }

  /** Output of a program, below the line that it belongs to. */
  public quote(text: string): void {
    for (const line of text.split("\n").filter(Boolean)) this.write(`${" ".repeat(15)}${line}\n`);
  }

  /** A line that stands for itself. */
  public heading(text: string): void {
    this.write(`${text}\n`);
  }

  /** Keeps a line for the end of the story. */
  public learn(text: string): void {
    this.learned.push(text);
  }

  /** Ends the story: how long it took, and the lines to remember. */
  public end(): void {
    this.heading(`\nThat took ${this.seconds()}.`);
    for (const line of this.learned) this.heading(`  ${line}`);
  }

  public seconds(): string {
    return `${Math.round((Date.now() - this.begin) / 1000)} s`;
  }

  private line(step: string, text: string): string {
    return `${this.seconds().padStart(5)}  ${step.padStart(4)}  ${text}`;
  }

  private stop(): void {
    clearInterval(this.ticker);
    this.ticker = undefined;
  }

  /** In place of what was going on. */
  private write(text: string): void {
    this.stop();
    process.stdout.write(process.stdout.isTTY ? `\r\x1b[K${text}` : text);
  }
}
