package io.sightline.local;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Enrols the people of a set and makes its watchlists. */
final class DemoPeople {
  private final DemoSet set;
  private final PrintStream out;
  private final Map<String, String> identities = new LinkedHashMap<>();

  DemoPeople(DemoSet set, PrintStream out) {
    this.set = set;
    this.out = out;
  }

  void enrol(Enroller api) throws IOException, InterruptedException {
    int photos = 0;
    for (DemoSet.Person person : set.people()) {
      String id = "";
      for (Path photo : person.photos()) {
        try {
          id = api.enrol(person.name(), id, photo);
          photos++;
        } catch (UserException e) {
          // A weak model may find no face in one of several: the others count.
          out.println(e.getMessage());
        }
      }
      identities.put(person.key(), id);
    }
    for (DemoSet.Watchlist list : set.watchlists()) {
      api.watchlist(list.id(), list.name(), list.severity(), members(list.id()));
    }
    out.printf(
        "enrolled: %d people with %d photos; watchlists: %s%n",
        identities.values().stream().filter(id -> !id.isEmpty()).count(),
        photos,
        String.join(", ", set.watchlists().stream().map(DemoSet.Watchlist::id).toList()));
  }

  private List<String> members(String list) {
    List<String> members = new ArrayList<>();
    for (DemoSet.Person person : set.people()) {
      if (person.watchlist().equals(list) && !identities.get(person.key()).isEmpty()) {
        members.add(identities.get(person.key()));
      }
    }
    return members;
  }

  /** Identity ids by the person in the truth; empty for those whom the API would not take. */
  Map<String, String> identities() {
    return identities;
  }
}
