// The last run, stored in IndexedDB. Where the browser offers none, nothing is stored and nothing is found.

const kDatabase = "hourglass", kStore = "runs", kKey = "last";

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

/// Stores a run in place of the last one.
export const storeRun = (run) => withStore("readwrite", (store) => store.put(run, kKey));

/// The stored run, or null.
export const storedRun = async () => await withStore("readonly", (store) => store.get(kKey)) ?? null;

/// Deletes the stored run.
export const deleteStoredRun = () => withStore("readwrite", (store) => store.delete(kKey));
