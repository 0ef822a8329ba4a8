import type { PlannedBlock } from "../plan";
import type { Exposures } from "./exposure-mistake";
import type { Mistake } from "./mistake";
import type { Source } from "./source";

/** vSwitches made by hand that do not fit the plan: two for one that is planned, or one for two. */
export function importMistakes(
  plan: readonly PlannedBlock[],
  exposures: Exposures,
  source: Source,
): Mistake[] {
  const byId = new Map<string, Importer>();
  const byRange = new Map<string, Importer>();
  const vswitches = plan.flatMap(({ vswitches: all }) => all);
  return vswitches.flatMap((vswitch) => {
    const range = vswitch.cidr.toString();
    return vswitch.keys.flatMap((key): Mistake[] => {
      const id = exposures.get(key)?.import?.vswitch;
      if (id === undefined) return [];
      const importer = { key, id, vswitch };
      const sameRange = recorded(byRange, `${vswitches.indexOf(vswitch)}`, importer);
      const sameId = recorded(byId, id, importer);
      const place = source.aboutValue(["exposures", key, "import", "vswitch"]);
      if (sameRange.id !== id) {
        return [
          {
            ...place,
            problem: `exposures.${sameRange.key} shares the vSwitch ${range} with this one, and imports ${sameRange.id} for it`,
            allowed: "one vSwitch for both",
            remedy: { advice: "name the same in both, or leave it out in one of them" },
          },
        ];
      }
      if (sameId.vswitch === vswitch) return [];
      return [
        {
          ...place,
          problem: `exposures.${sameId.key} imports it for ${sameId.vswitch.cidr.toString()}, and this exposure gets ${range}`,
          allowed: "a vSwitch for each range",
          remedy: {
            advice: "correct one of the two, or give both the block and the vswitch that were made by hand",
          },
        },
      ];
    });
  });
}

interface Importer {
  readonly key: string;
  readonly id: string;
  readonly vswitch: PlannedBlock["vswitches"][number];
}

/** The first importer with this name, which is the given one where there was none. */
function recorded(importers: Map<string, Importer>, name: string, importer: Importer): Importer {
  const first = importers.get(name) ?? importer;
  importers.set(name, first);
  return first;
}
