package io.sightline.local.replay;

import io.sightline.contract.config.SightlineConfig;
import io.sightline.contract.service.KafkaSettings;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.common.GroupState;

/**
 * Topics and indices of replays that were killed before they could remove them, or were told to
 * keep them. No retention removes the indices, and there are faces in them.
 */
public final class ReplayLeftovers {
  /** A replay that is younger may not have joined its groups yet, or have left them to compare. */
  private static final Duration YOUNG = Duration.ofHours(1);

  private final SightlineConfig live;
  private final ReplayRemoval removal;

  /**
   * @param live the installation beside which the replays ran
   */
  public ReplayLeftovers(SightlineConfig live) {
    this.live = live;
    this.removal = new ReplayRemoval(live);
  }

  /**
   * For engines that were started just now, so that no replay is at work on them.
   *
   * @param kept whether those that were to be kept go, too
   * @return the prefixes of what was removed
   */
  public List<String> remove(boolean kept) throws IOException, InterruptedException {
    return remove(prefix -> kept || !prefix.kept());
  }

  /**
   * For engines that others use: those, kept ones too, that are surely not at work.
   *
   * @return the prefixes of what was removed
   */
  public List<String> removeIdle() throws IOException, InterruptedException {
    List<String> busy = busyGroups();
    Instant old = Instant.now().minus(YOUNG);
    return remove(
        prefix -> prefix.before(old) && busy.stream().noneMatch(g -> g.startsWith(prefix.text())));
  }

  private List<String> remove(Predicate<ReplayPrefix> which)
      throws IOException, InterruptedException {
    List<String> removed = new ArrayList<>();
    for (ReplayPrefix prefix : removal.prefixes()) {
      if (which.test(prefix)) {
        removal.remove(prefix.text());
        removed.add(prefix.text());
      }
    }
    return removed;
  }

  /** A group without members is empty, or as good as forgotten. */
  private List<String> busyGroups() throws InterruptedException {
    try (Admin admin = Admin.create(new KafkaSettings(live.kafka()).common())) {
      return admin.listGroups().all().get().stream()
          .filter(
              group ->
                  group
                      .groupState()
                      .filter(s -> s == GroupState.EMPTY || s == GroupState.DEAD)
                      .isEmpty())
          .map(GroupListing::groupId)
          .toList();
    } catch (ExecutionException e) {
      throw new ReplayException(
          "the groups cannot be listed: " + e.getCause().getMessage(), e.getCause());
    }
  }
}
