package io.sightline.trainer.synthetic;

import io.sightline.contract.face.FaceBox;
import io.sightline.trainer.data.MaskWear;
import io.sightline.trainer.data.Picture;
import io.sightline.trainer.data.Seeds;
import io.sightline.trainer.synthetic.person.Appearance;
import io.sightline.trainer.synthetic.person.Appearance.Eyewear;
import io.sightline.trainer.synthetic.person.Appearance.Headwear;
import io.sightline.trainer.synthetic.person.Bust;
import io.sightline.trainer.synthetic.person.Expression;
import io.sightline.trainer.synthetic.person.HeadModel;
import io.sightline.trainer.synthetic.person.Identity;
import io.sightline.trainer.synthetic.person.Pose;
import io.sightline.trainer.synthetic.person.PosedHead;
import io.sightline.trainer.synthetic.person.WornMask;
import io.sightline.trainer.synthetic.picture.Backdrop;
import io.sightline.trainer.synthetic.picture.Lights;
import io.sightline.trainer.synthetic.picture.Sensor;
import io.sightline.trainer.synthetic.picture.Window;
import io.sightline.trainer.synthetic.raster.Camera;
import io.sightline.trainer.synthetic.raster.Lighting;
import io.sightline.trainer.synthetic.raster.Mesh;
import io.sightline.trainer.synthetic.raster.Raster;
import io.sightline.trainer.synthetic.raster.ShadowMap;
import io.sightline.trainer.synthetic.raster.Transform;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** Photographs single people. Not thread-safe: it keeps its buffers; make one for each thread. */
public final class FaceStudio {
  /** Height of a face's box in cm, about, and of the picture in such heights. */
  private static final float FACE_CM = 14.3f;

  private static final float AROUND = 2.1f;

  /** From this size on all triangles of a head are worth drawing, pixels. */
  private static final double FINE = 100;

  private static final float[] MIDDLE = {0, -3.5f, -6};
  private final StudioOptions options;
  private final double cropError;
  private final ShadowMap shadows = new ShadowMap(160);
  private final Map<Integer, Raster> rasters = new HashMap<>();

  /** Takes whole pictures. */
  public FaceStudio(StudioOptions options) {
    this(options, Double.NaN);
  }

  /**
   * @param cropError see {@link FaceShot#aligned}: draws no more of a picture than that crop needs;
   *     NaN for whole pictures
   */
  FaceStudio(StudioOptions options, double cropError) {
    this.options = options;
    this.cropError = cropError;
  }

  /**
   * Several pictures of one person, on several days.
   *
   * @param number of the person, for the truth
   * @param firstFrame number of the first picture
   * @param seed the same seed, the same pictures
   */
  public List<FaceShot> sitting(Identity who, int number, int firstFrame, int count, long seed) {
    List<FaceShot> shots = new ArrayList<>();
    int same = options.sameLooks();
    int days = Math.min(count, Math.max(2, (count + same - 1) / same));
    for (int day = 0; day < days; day++) {
      SplittableRandom random = new SplittableRandom(Seeds.mix(seed, day));
      int last = (day + 1) * count / days;
      HeadModel model = new HeadModel(who, looks(who, random), options.largest() > 260 ? 512 : 256);
      while (shots.size() < last) {
        shots.add(shot(model, number, firstFrame + shots.size(), random));
      }
    }
    return shots;
  }

  private Appearance looks(Identity who, SplittableRandom random) {
    Appearance looks = Appearance.random(who, random);
    if (!options.distractors()) {
      looks = looks.withHeadwear(Headwear.NONE).withEyewear(Eyewear.NONE);
    }
    if (options.dressed() > 0) {
      looks = looks.withHeadwear(worn(Headwear.values(), random));
      looks = looks.withEyewear(worn(Eyewear.values(), random));
    }
    if (random.nextDouble() < options.masked()) {
      double how = random.nextDouble();
      MaskWear state =
          how < 0.7 ? MaskWear.MASKED : how < 0.85 ? MaskWear.UNDER_NOSE : MaskWear.UNDER_CHIN;
      looks = looks.withMask(WornMask.random(state, random));
    }
    return looks;
  }

  /** One of the kinds, or the first, which is none. */
  private <T> T worn(T[] kinds, SplittableRandom random) {
    boolean worn = random.nextDouble() < options.dressed();
    return kinds[worn ? 1 + random.nextInt(kinds.length - 1) : 0];
  }

  private FaceShot shot(HeadModel model, int number, int frame, SplittableRandom random) {
    double ratio = Math.log(options.largest() / options.smallest());
    double size = options.smallest() * Math.exp(ratio * random.nextDouble());
    Camera whole = camera(size, random);
    Backdrop backdrop = new Backdrop(random);
    float yaw = turn(options.yaw(), 0.42, random);
    float pitch = turn(options.pitch(), 0.4, random);
    // The neck turns half of the way, the body the rest.
    float neck = Math.max(-45, Math.min(45, yaw * (float) random.nextDouble(0.3, 1)));
    Transform body = Transform.rotationY(yaw - neck).about(0, 0, -9);
    Pose pose = new Pose(neck, pitch, (float) (options.roll() * random.nextGaussian()));
    Expression expression = Expression.random(random);
    PosedHead head = model.pose(options.blinks() ? expression : expression.awake(), pose);
    PosedHead coarse = head.coarse();
    // Crops are made smaller than that.
    PosedHead drawn = size < FINE || !Double.isNaN(cropError) ? coarse : head;
    Window window = window(head, body, whole, size);
    Camera camera = window.of(whole);
    Raster raster = rasters.computeIfAbsent(window.side(), side -> new Raster(side, side));
    backdrop.paint(raster.rgb(), window);
    Lighting light = Lights.random(random, shadows);
    List<Mesh> bust = Bust.of(model.identity(), model.appearance().outfit());
    shadows.begin(light.suns().get(0).towards(), new float[] {0, -5, -8}, 26);
    Stream.concat(coarse.meshes().stream(), bust.stream()).forEach(m -> shadows.draw(m, body));
    raster.begin(camera);
    Stream.concat(drawn.meshes().stream(), bust.stream()).forEach(m -> raster.draw(m, body));
    raster.resolve(light);
    MaskWear mask = model.appearance().maskState();
    PersonTruth truth = PersonTruth.of(frame, number, frame, mask, head, body, camera, raster);
    Sensor sensor = Sensor.random(random, options.bad());
    Picture picture =
        sensor.develop(raster.rgb(), camera.width(), camera.height(), random.nextLong());
    return new FaceShot(picture, truth);
  }

  /** What of the picture is drawn: all, or the crop and the face with room for blur and error. */
  private Window window(PosedHead head, Transform body, Camera camera, double size) {
    if (Double.isNaN(cropError)) {
      return Window.all(camera.width());
    }
    Transform toCamera = camera.fromWorld().after(body);
    FaceBox face = PersonTruth.box(head.face(), toCamera, camera);
    FaceBox crop = Aligner.area(PersonTruth.landmarks(head.landmarks(), toCamera, camera));
    double room = 4 + (0.04 + 2 * cropError) * size;
    return Window.around(
        Math.min(face.x(), crop.x()) - room,
        Math.min(face.y(), crop.y()) - room,
        Math.max(face.x() + face.width(), crop.x() + crop.width()) + room,
        Math.max(face.y() + face.height(), crop.y() + crop.height()) + room,
        camera.width());
  }

  /** Degrees that the camera is above the face. */
  private double elevation(SplittableRandom random) {
    // No number is drawn where there is no choice: older seeds keep their pictures.
    boolean overhead = options.overhead() > 0 && random.nextDouble() < options.overhead();
    return overhead ? random.nextDouble(10, 42) : random.nextDouble(-4, 16);
  }

  private static float turn(double widest, double share, SplittableRandom random) {
    return (float) Math.max(-widest, Math.min(widest, share * widest * random.nextGaussian()));
  }

  private Camera camera(double size, SplittableRandom random) {
    int side = (int) Math.ceil(size * AROUND / Window.STEP) * Window.STEP;
    double distance = Math.exp(random.nextDouble(Math.log(70), Math.log(500)));
    double up = Math.toRadians(elevation(random));
    float[] eye = {
      0, MIDDLE[1] + (float) (distance * Math.sin(up)), (float) (distance * Math.cos(up))
    };
    // Not quite in the middle, as faces are.
    float[] at = {
      (float) random.nextGaussian() * 0.7f, MIDDLE[1] + (float) random.nextGaussian() * 0.7f, -6
    };
    float focal = (float) (size / FACE_CM * distance);
    return Camera.lookingAt(eye, at, focal, side, side);
  }
}
