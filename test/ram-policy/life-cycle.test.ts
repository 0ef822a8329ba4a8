import { realProvider } from "../../testing/real-provider";
import { describeIf } from "../../testing/requirements";
import { terraform } from "../../testing/terraform";
import { actionsIn, LifeCycle } from "./life-cycle";
import { changedExposures, exposures, preparations } from "./stacks";

/** Milliseconds for one story; most of them are the provider's own fixed waits. */
const TIMEOUT = 600_000;

// The stories wait most of the time, so they run side by side.
describeIf(
  [terraform, realProvider],
  "the real provider, in an emulated cloud that allows the policy alone,",
  () => {
    test.concurrent(
      "creates, refreshes, changes and destroys exposures with a guest command, and needs every action",
      () =>
        LifeCycle.run(exposures, async (cloud) => {
          await cloud.terraform("apply -auto-approve");
          await cloud.terraform("plan -detailed-exitcode");

          const changed = await cloud.configure(changedExposures);
          expect(actionsIn(changed)).toEqual(actionsIn(cloud.policy));
          cloud.changeMode("eip-mail", "BINDED");
          await cloud.terraform("apply -auto-approve");

          await cloud.terraform("destroy -auto-approve");
          expect(cloud.actionsCalled()).toEqual(actionsIn(cloud.policy));
        }),
      TIMEOUT,
    );

    test.concurrent(
      "creates, refreshes and destroys the preparations, with no action that the policy lacks",
      () =>
        LifeCycle.run(preparations, async (cloud) => {
          await cloud.terraform("apply -auto-approve");
          await cloud.terraform("plan -detailed-exitcode");
          await cloud.terraform("destroy -auto-approve");
          expect(cloud.actionsCalled()).not.toEqual([]);
          expect(actionsIn(cloud.policy)).toEqual(expect.arrayContaining(cloud.actionsCalled()));
        }),
      TIMEOUT,
    );

    test.concurrent(
      "fails when one of the actions is denied, naming it",
      () =>
        LifeCycle.run(exposures, async (cloud) => {
          for (const action of [
            "ecs:DescribeInstances",
            "vpc:DescribeRouteTables",
            "vpc:AssociateVpcCidrBlock",
          ]) {
            cloud.deny(action);
            const { stderr } = await cloud.terraform("apply -auto-approve", [1]);
            expect(stderr).toContain(action);
          }
        }),
      TIMEOUT,
    );
  },
);
