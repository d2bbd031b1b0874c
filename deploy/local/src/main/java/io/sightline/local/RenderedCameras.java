package io.sightline.local;

import io.sightline.contract.wire.Codecs;
import io.sightline.contract.wire.Frame;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.bytedeco.javacv.FrameGrabber;

/**
 * Cameras made of the demo's clips, for measurements: each plays one again and again, from a place
 * of its own. All frames are in memory, encoded as they come from the topic. Not thread-safe.
 */
final class RenderedCameras {
  private static final int FRAMES = 60;

  /** So that cameras of one clip show different frames. */
  private static final int APART = 7;

  private final int cameras;
  private final List<List<byte[]>> clips = new ArrayList<>();
  private long next;

  RenderedCameras(int cameras) throws IOException {
    this.cameras = cameras;
    try (BundledDemo demo = BundledDemo.unpack()) {
      for (DemoSet.Clip clip : DemoSet.open("", demo.folder()).clips()) {
        clips.add(frames(clip));
      }
    }
  }

  private static List<byte[]> frames(DemoSet.Clip clip) throws IOException {
    List<byte[]> frames = new ArrayList<>();
    try {
      for (byte[] jpeg : VideoFrames.jpegs(clip.video(), FRAMES)) {
        int n = frames.size();
        String id = clip.camera() + "-" + n;
        // A frame's id and camera are the clip's: nothing that is measured looks at them.
        Frame frame = new Frame(id, clip.camera(), n, Instant.EPOCH, 1, 1, jpeg);
        frames.add(Codecs.FRAME.encode(frame));
      }
    } catch (FrameGrabber.Exception e) {
      throw new IOException("the demo's clip " + clip.video() + " cannot be read", e);
    }
    return frames;
  }

  /** The next frames: the cameras take turns. */
  List<ConsumerRecord<byte[], byte[]>> take(int count) {
    List<ConsumerRecord<byte[], byte[]>> batch = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      int camera = (int) (next % cameras);
      List<byte[]> clip = clips.get(camera % clips.size());
      long at = next / cameras + (long) (camera / clips.size()) * APART;
      byte[] key = ("camera" + camera).getBytes(StandardCharsets.UTF_8);
      byte[] frame = clip.get((int) (at % clip.size()));
      batch.add(new ConsumerRecord<>("frames", 0, next++, key, frame));
    }
    return batch;
  }
}
