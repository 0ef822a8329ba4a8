import { z } from "zod";

import { oneOf } from "./one-of";
import { setting, settings } from "./setting";

/** A pay-as-you-go EIP that the stack makes. */
export const createdEip = settings(
  {
    bandwidth: setting(z.int().min(1).max(200), {
      description: "The largest bandwidth of the EIP, in Mbit/s.",
      allowed: "a whole number from 1 to 200",
      example: "5",
    }),
    isp: oneOf(["BGP", "BGP_PRO"], {
      description: "The line type of the EIP. By default, BGP.",
    }).optional(),
    internetChargeType: oneOf(["PayByTraffic", "PayByBandwidth"], {
      description: "How the traffic of the EIP is billed. By default, PayByTraffic.",
    }).optional(),
  },
  { description: "An EIP that is made.", example: "{bandwidth: 5}" },
);
