import { ManualClock, SystemClock } from "../src/clock";

describe("a clock that a test moves", () => {
  it("calls back in the order of time, at the time that was asked for", () => {
    const clock = new ManualClock(0);
    const calls: [string, number][] = [];
    clock.at(20, () => calls.push(["second", clock.now()]));
    clock.at(10, () => calls.push(["first", clock.now()]));
    clock.at(40, () => calls.push(["never", clock.now()]));
    clock.advance(30);
    expect(calls).toEqual([
      ["first", 10],
      ["second", 20],
    ]);
    expect(clock.now()).toBe(30);
  });

  it("calls back what a call back has asked for", () => {
    const clock = new ManualClock(0);
    const calls: number[] = [];
    clock.at(10, () => {
      clock.at(15, () => calls.push(clock.now()));
    });
    clock.advance(20);
    expect(calls).toEqual([15]);
  });

  it("forgets everything when it is stopped", () => {
    const clock = new ManualClock(0);
    let called = false;
    clock.at(10, () => (called = true));
    clock.stop();
    clock.advance(20);
    expect(called).toBe(false);
  });
});

describe("the clock of the machine", () => {
  it("calls back once, and not after it was stopped", async () => {
    const clock = new SystemClock();
    await new Promise<void>((resolve) => {
      clock.at(clock.now(), resolve);
    });
    let called = false;
    clock.at(clock.now() + 5, () => (called = true));
    clock.stop();
    await new Promise<void>((resolve) => {
      clock.at(clock.now() + 20, resolve);
    });
    expect(called).toBe(false);
  });
});
