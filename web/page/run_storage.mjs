// Keeps the last run in the browser's own storage. Where a frame has none, nothing is kept and nothing is found.

const kDatabase = "hourglass", kStore = "runs", kKey = "last";

// The answer of an IndexedDB request.
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

/// Puts a run in the place of the one that was kept.
export const keepRun = (run) => withStore("readwrite", (store) => store.put(run, kKey));

/// The run that was kept last, or null.
export const keptRun = async () => await withStore("readonly", (store) => store.get(kKey)) ?? null;

/// Keeps nothing any more.
export const forgetRun = () => withStore("readwrite", (store) => store.delete(kKey));
