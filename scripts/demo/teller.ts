/** Tells the story, line by line: the seconds since it began, the step of the procedure, and what happens. */
export class Teller {
  private readonly begin = Date.now();

  /** @param step - of the procedure, 0 to 6; empty for what is around it */
  public say(step: string, text: string): void {
    this.write(`${this.line(step, text)}\n`);
  }

  /** Progress until the next line; for a person in front of a terminal only. */
  public busy(step: string, text: string): void {
    if (process.stdout.isTTY) this.write(this.line(step, `${text} …`));
  }

  /** Output of a program, below the line that it belongs to. */
  public quote(text: string): void {
    for (const line of text.split("\n").filter(Boolean)) this.write(`${" ".repeat(15)}${line}\n`);
  }

  /** A line that stands for itself. */
  public heading(text: string): void {
    this.write(`${text}\n`);
  }

  public seconds(): string {
    return `${Math.round((Date.now() - this.begin) / 1000)} s`;
  }

  private line(step: string, text: string): string {
    return `${this.seconds().padStart(5)}  ${step.padStart(4)}  ${text}`;
  }

  /** In place of what was going on. */
  private write(text: string): void {
    process.stdout.write(process.stdout.isTTY ? `\r\x1b[K${text}` : text);
  }
}
