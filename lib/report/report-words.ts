import type { Language } from "../diagram/labels";

/** Step of the runbook: a title, sentences and commands. */
export interface RunbookStep {
  readonly title: string;
  readonly text: string;
  readonly commands: readonly string[];
}

/** Names that the commands of the runbook have. */
export interface RunbookNames {
  /** Configuration file. */
  readonly file: string;
  /** Folder in which Terraform runs. */
  readonly folder: string;
}

/** Words of a report in one language. */
export interface ReportWords {
  readonly title: (stack: string) => string;
  readonly summary: (exposures: number, blocks: number, shadowed: number) => string;
  readonly picture: string;
  readonly exposures: string;
  readonly search: string;
  readonly found: string;
  readonly columns: readonly [
    key: string,
    eip: string,
    instance: string,
    zone: string,
    vswitch: string,
    block: string,
  ];
  readonly unknown: string;
  readonly addressPlan: string;
  readonly addressPlanNote: string;
  readonly exposed: string;
  readonly shadowed: string;
  readonly noBlocks: string;
  readonly policy: string;
  readonly policyNote: string;
  readonly runbook: string;
  readonly contact: string;
  readonly noContact: string;
  readonly steps: (names: RunbookNames) => readonly RunbookStep[];
}

/** Words of reports, by language. */
export const REPORT_WORDS: Readonly<Record<Language, ReportWords>> = {
  en: {
    title: (stack) => `${stack}: exposed EIPs`,
    summary: (exposures, blocks, shadowed) =>
      `Exposures: ${exposures}. Secondary CIDR blocks with a known range: ${blocks}. Addresses of others that they shadow: ${shadowed}.`,
    picture: "Picture",
    exposures: "Exposures",
    search: "Search",
    found: "shown:",
    columns: ["Exposure", "EIP", "Instance", "Zone", "vSwitch", "Block"],
    unknown: "known to Terraform",
    addressPlan: "Address plan",
    addressPlanNote:
      "Each bar is a block, drawn to scale. Solid marks are exposed EIPs; hatched ranges are addresses of others, which are unreachable from the VPC while the block exists. Outlines below a bar are vSwitches.",
    exposed: "exposed",
    shadowed: "shadowed",
    noBlocks: "Terraform computes or finds all blocks, so no range is known yet.",
    policy: "RAM policy",
    policyNote: "Least policy for planning, applying, changing and destroying the stack.",
    runbook: "Runbook",
    contact: "Who to call",
    noContact: "To fill in by hand, or by the option --contact.",
    steps: ({ file, folder }) => [
      {
        title: "Verify",
        text: "Ask the cloud and each instance whether the EIP is on the NIC, and whether traffic from it is answered.",
        commands: [`exposed-eip verify ${file}`],
      },
      {
        title: "Roll back",
        text: "Restore the configuration and its lock file from version control, look at the plan, and apply. An exposure that is removed from the file goes away with its NIC; EIP and instance stay.",
        commands: [
          `exposed-eip synth ${file}`,
          `terraform -chdir=${folder} plan`,
          `terraform -chdir=${folder} apply`,
        ],
      },
      {
        title: "Import",
        text: "Take what was created by hand into the state: name it in the setting import of the exposure. After an interrupted apply, recover finds it.",
        commands: [`exposed-eip recover ${file}`, `terraform -chdir=${folder} apply`],
      },
    ],
  },
  "zh-CN": {
    title: (stack) => `${stack}：暴露的 EIP`,
    summary: (exposures, blocks, shadowed) =>
      `暴露数：${exposures}。范围已知的附加网段：${blocks}。被遮蔽的他人地址：${shadowed}。`,
    picture: "拓扑图",
    exposures: "暴露列表",
    search: "搜索",
    found: "显示：",
    columns: ["暴露", "EIP", "实例", "可用区", "交换机", "附加网段"],
    unknown: "由 Terraform 确定",
    addressPlan: "地址规划",
    addressPlanNote:
      "每个条形代表一个附加网段，按比例绘制。实心标记为已暴露的 EIP；斜线部分为他人的地址，附加网段存在期间无法从 VPC 访问。条形下方的方框为交换机。",
    exposed: "已暴露",
    shadowed: "被遮蔽",
    noBlocks: "所有附加网段均由 Terraform 计算或查询，因此尚无已知范围。",
    policy: "RAM 权限策略",
    policyNote: "计划、应用、变更和销毁该 stack 所需的最小权限策略。",
    runbook: "运维手册",
    contact: "联系人",
    noContact: "请手工填写，或使用选项 --contact。",
    steps: ({ file, folder }) => [
      {
        title: "验证",
        text: "向云端和每个实例确认：EIP 是否位于网卡上，以及由其发出的流量是否得到应答。",
        commands: [`exposed-eip verify ${file}`],
      },
      {
        title: "回滚",
        text: "从版本控制中恢复配置文件及其锁文件，检查执行计划后再应用。从文件中移除的暴露会连同其网卡一起删除；EIP 和实例保留。",
        commands: [
          `exposed-eip synth ${file}`,
          `terraform -chdir=${folder} plan`,
          `terraform -chdir=${folder} apply`,
        ],
      },
      {
        title: "导入",
        text: "将手工创建的资源纳入状态：在暴露的 import 设置中写明。若应用中断，可用 recover 查找。",
        commands: [`exposed-eip recover ${file}`, `terraform -chdir=${folder} apply`],
      },
    ],
  },
};
