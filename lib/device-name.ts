/** Names of devices in Windows, which no folder there can have, with an extension or without. */
const DEVICE_NAME = /^(?:aux|con|nul|prn|com[0-9]|lpt[0-9])(?:\.|$)/i;

/** Whether Windows takes the name of a file or folder for that of a device: `con`, `nul.txt` and their like. */
export function isDeviceName(name: string): boolean {
  return DEVICE_NAME.test(name);
}
