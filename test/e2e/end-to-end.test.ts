import { API_CALLS } from "./cases/api-calls";
import { FAULTS } from "./cases/faults";
import { FORTY } from "./cases/forty";
import { KILLS } from "./cases/kills";
import { LIFE_CYCLE } from "./cases/life-cycle";
import { RECOVERY } from "./cases/recovery";
import { LIVE } from "./cases/live";
import { WHOLE_LIFE } from "./cases/whole-life";
import { describeCases } from "./end-to-end-cases";

describeCases("end to end,", [WHOLE_LIFE, LIFE_CYCLE, FAULTS, KILLS, RECOVERY, API_CALLS, FORTY, LIVE]);
