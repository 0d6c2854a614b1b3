// Kiu as the browser answers: the client's own engine, reading the built site's
// files from disk.

import { engineOf } from "../tests/client/disk";
import type { Engine, Lang } from "../tests/quality/metrics";

export function openKiu(site: string): Engine {
  const clients = new Map<Lang, ReturnType<typeof engineOf>>();
  return {
    name: "Kiu",
    async search(query, lang) {
      const client = clients.get(lang) ?? engineOf(site, lang);
      clients.set(lang, client);
      const { results, weak, failure } = await client.find(query);
      // Without a file it answers as well as it can, which is not its quality.
      if (failure !== undefined) throw failure;
      return { ids: results.map(({ guide }) => guide.id), weak };
    },
  };
}
