/** Names of devices in Windows, which no file or folder there can have, with an extension or without. */
const DEVICE_NAME = /^(?:aux|con|nul|prn|com[0-9]|lpt[0-9])(?:\.|$)/i;

/** Whether Windows takes the name of a file or folder for that of a device: `con`, `nul.txt` and their like. */
export function isDeviceName(name: string): boolean {
  return DEVICE_NAME.test(name);
}

/**
 * Returns a name or path in a form that is equal for two of one file where the file system ignores case and Unicode normal forms, as on
 * macOS and Windows.
 */
export function fileNameIgnoringCase(name: string): string {
  return name.normalize("NFC").toLowerCase();
}
