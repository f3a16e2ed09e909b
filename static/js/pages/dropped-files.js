/** The files of a drop, or of a folder that was chosen, with their paths. */

/**
 * @typedef {object} Chosen
 * @property {File} file
 * @property {string} path its name, below the folders that came with it
 */

const ENDINGS = /\.(md|markdown|mdown|mkd|csv|tsv|json|zip)$/i;
const HIDDEN = /(^|\/)\./;

/**
 * @param {Iterable<File>} files
 * @returns {Chosen[]}
 */
export function chosenFiles(files) {
  return [...files].map((file) => ({ file, path: file.webkitRelativePath || file.name }));
}

/**
 * @param {Chosen} chosen
 * @returns {boolean} whether it can be imported; what is hidden belongs to programs, such as .git
 */
export function canBeRead({ path }) {
  return ENDINGS.test(path) && !HIDDEN.test(path);
}

/**
 * @param {DataTransfer} dropped
 * @returns {Promise<Chosen[]>} the files, also those in folders
 */
export async function droppedFiles(dropped) {
  // All entries are asked for before the first wait: after it the drop is forgotten.
  const entries = [...dropped.items].map((item) => item.webkitGetAsEntry());
  if (!entries.some((entry) => entry?.isDirectory)) return chosenFiles(dropped.files);
  const found = await Promise.all(entries.map((entry) => (entry ? filesBelow(entry) : [])));
  return found.flat();
}

/**
 * @param {FileSystemEntry} entry
 * @returns {Promise<Chosen[]>}
 */
async function filesBelow(entry) {
  const path = entry.fullPath.replace(/^\//, "");
  if (HIDDEN.test(path)) return [];
  if (entry.isFile) {
    const file = await new Promise((resolve, reject) =>
      /** @type {FileSystemFileEntry} */ (entry).file(resolve, reject),
    );
    return [{ file, path }];
  }
  const reader = /** @type {FileSystemDirectoryEntry} */ (entry).createReader();
  /** @type {Chosen[]} */
  const found = [];
  for (let some = await nextEntries(reader); some.length; some = await nextEntries(reader))
    for (const each of some) found.push(...(await filesBelow(each)));
  return found;
}

/**
 * @param {FileSystemDirectoryReader} reader
 * @returns {Promise<FileSystemEntry[]>} some of the folder's entries; none after the last ones
 */
function nextEntries(reader) {
  return new Promise((resolve, reject) => reader.readEntries(resolve, reject));
}
