// The last run, and data of one's own, stored in IndexedDB. Where the browser offers none, nothing is stored and nothing is found.

const kDatabase = "hourglass", kStore = "runs", kRun = "last", kData = "data";

// The result of an IndexedDB request.
function answer(request) {
  return new Promise((fulfil, reject) => {
    request.onsuccess = () => fulfil(request.result);
    request.onerror = () => reject(request.error);
    request.onblocked = () => reject(new Error("the storage is blocked"));
  });
}

function openDatabase() {
  const request = indexedDB.open(kDatabase, 1);
  request.onupgradeneeded = () => request.result.createObjectStore(kStore);
  return answer(request);
}

// Calls `use` with the store; null where that fails.
async function withStore(mode, use) {
  try {
    const database = await openDatabase();
    try {
      return await answer(use(database.transaction(kStore, mode).objectStore(kStore)));
    } finally {
      database.close();
    }
  } catch {
    return null;
  }
}

const store = (key, value) => withStore("readwrite", (store) => store.put(value, key));
const stored = async (key) => await withStore("readonly", (store) => store.get(key)) ?? null;
const remove = (key) => withStore("readwrite", (store) => store.delete(key));

/// Stores a run in place of the last one.
export const storeRun = (run) => store(kRun, run);

/// The stored run, or null.
export const storedRun = () => stored(kRun);

/// Deletes the stored run.
export const deleteStoredRun = () => remove(kRun);

let dataName = null;

/// The name of the stored data set, as far as this page has looked; null without one.
export const storedDataName = () => dataName;

/// Stores a data set, {name, files: [{name, bytes}]}, in place of the last one; resolves to whether that worked.
export async function storeData(set) {
  const worked = await store(kData, set) !== null;
  if (worked) dataName = set.name;
  return worked;
}

/// The stored data set, or null.
export async function storedData() {
  const set = await stored(kData);
  dataName = set?.name ?? null;
  return set;
}

/// Deletes the stored data set.
export function deleteStoredData() {
  dataName = null;
  return remove(kData);
}
