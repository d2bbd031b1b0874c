package io.sightline.trainer.synthetic.body;

import io.sightline.trainer.synthetic.person.ClothMaterial;
import io.sightline.trainer.synthetic.person.Identity;
import io.sightline.trainer.synthetic.person.Outfit;
import io.sightline.trainer.synthetic.raster.Material;
import io.sightline.trainer.synthetic.raster.Mesh;
import io.sightline.trainer.synthetic.raster.Transform;
import io.sightline.trainer.synthetic.raster.Vec;
import java.util.ArrayList;
import java.util.List;

/**
 * A dressed body without its head. Its own space: origin on the floor below the hips, y up, z
 * forward, cm. Costs a fraction of a millisecond to pose. Not thread-safe.
 */
public final class Body {
  private static final float HIP = -72.5f;
  private static final float SPINE = -11.5f;

  /** The arm's skin begins so far above the joint. */
  private static final float CAP = 4;

  private final Figure figure;
  private final GaitStyle style;
  private final Identity who;
  private final Clothes clothes;
  private final Trunk trunk;
  private final Limb[] arms = new Limb[2];
  private final Limb[] legs = new Limb[2];
  private final Hand hand;
  private final Shoe shoe;
  private final float upperArm;
  private final float foreArm;
  private final float thigh;
  private final float shin;

  public Body(Identity who, Outfit outfit) {
    this.who = who;
    figure = Figure.of(who);
    style = GaitStyle.of(who);
    clothes = Clothes.of(who, outfit);
    float k = figure.scale();
    upperArm = 30.5f * k;
    foreArm = 26 * k;
    float hip = figure.eyes() + figure.y(HIP);
    shin = 0.465f * (hip - 8 * k);
    thigh = hip - 8 * k - shin;
    trunk = new Trunk(figure, clothes);
    for (int i = 0; i < 2; i++) {
      arms[i] = new Limb(clothes.arm(figure), upperArm + CAP, foreArm);
      legs[i] = new Limb(clothes.leg(figure), thigh, shin);
    }
    hand = new Hand(k * (1 + 0.05f * who.sex()));
    shoe = new Shoe(k * (1 + 0.04f * who.sex()));
  }

  public GaitStyle style() {
    return style;
  }

  /** How far a whole stride carries at full walk, cm. */
  public float stride() {
    return 1.36f * (thigh + shin) * style.stride();
  }

  /**
   * The body as it stands now.
   *
   * @param phase of the stride, 0 to 1
   * @param walk 0 stands to 1 walks
   * @param sway slow wave from -1 to 1
   * @param phone 0 to 1, a telephone held up
   */
  public PosedBody pose(float phase, float walk, float sway, float phone) {
    Stance now = Stance.of(phase, walk, style, sway, phone);
    float hipY = figure.y(HIP);
    Transform pelvis =
        Transform.rotationY(now.pelvisTurn())
            .after(Transform.rotationZ(now.pelvisTilt()))
            .about(0, hipY, SPINE);
    Footfall[] feet = new Footfall[2];
    float sunk = 1.2f * walk + 0.4f;
    for (int i = 0; i < 2; i++) {
      feet[i] = Footfall.at(phase + 0.5f * i, stride(), walk, shoe.scale());
      sunk = Math.max(sunk, sunk(hip(i, pelvis), feet[i]));
    }
    Transform toFloor = Transform.translation(0, figure.eyes() - sunk, -SPINE);
    List<Leg> stand = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      stand.add(leg(i, hip(i, pelvis), feet[i], sunk - figure.eyes()));
    }
    Spine spine = new Spine(figure, pelvis, now);
    List<Mesh> meshes = new ArrayList<>();
    meshes.addAll(trunk.meshes(spine, stand.get(0).knee(), stand.get(1).knee()));
    for (int i = 0; i < 2; i++) {
      leg(i, stand.get(i), meshes);
      arm(i, now, spine.chest(), meshes);
    }
    return new PosedBody(
        meshes, toFloor, toFloor.after(spine.chest()), now.chestTurn() + now.pelvisTurn());
  }

  private float[] hip(int i, Transform pelvis) {
    float out = (i == 0 ? -8 : 8) * figure.hips() * figure.scale();
    float[] hip = new float[3];
    pelvis.point(out, figure.y(HIP), SPINE, hip, 0);
    return hip;
  }

  /** How far the body must sink for a leg to reach its foot. */
  private float sunk(float[] hip, Footfall foot) {
    float reach = 0.993f * (thigh + shin);
    float ahead = SPINE + foot.ahead() - hip[2];
    float down = (float) Math.sqrt(Math.max(1, reach * reach - ahead * ahead));
    return hip[1] + figure.eyes() - foot.up() - down;
  }

  /** A leg's joints, the hinge's axis, and the foot. */
  private record Leg(
      float[] hip, float[] knee, float[] ankle, float[] side, Transform foot, float pitch) {}

  /** Bends the knee forwards as far as the foot's place asks for. */
  private Leg leg(int i, float[] hip, Footfall foot, float floor) {
    float[] ankle = {0.8f * hip[0], floor + foot.up(), SPINE + foot.ahead()};
    float dx = ankle[0] - hip[0];
    float dy = ankle[1] - hip[1];
    float dz = ankle[2] - hip[2];
    float length = (float) Math.sqrt(dx * dx + dy * dy + dz * dz);
    float along = (thigh * thigh - shin * shin + length * length) / (2 * length);
    float out = (float) Math.sqrt(Math.max(0, thigh * thigh - along * along));
    float[] down = Vec.unit(dx, dy, dz);
    float[] across = Vec.cross(new float[] {i == 0 ? -0.1f : 0.1f, 0, 1}, down);
    float[] side = Vec.unit(across[0], across[1], across[2]);
    float[] front = Vec.cross(down, side);
    float[] knee = new float[3];
    for (int e = 0; e < 3; e++) {
      knee[e] = hip[e] + along * down[e] + out * front[e];
    }
    Transform turn = Transform.rotationY(i == 0 ? -7 : 7).after(Transform.rotationX(-foot.pitch()));
    return new Leg(hip, knee, ankle, side, unmoved(turn, ankle), foot.pitch());
  }

  private void leg(int i, Leg leg, List<Mesh> meshes) {
    Material cloth = clothes.legs(who.skin(), thigh + shin);
    meshes.add(legs[i].mesh(leg.hip(), leg.knee(), leg.ankle(), leg.side(), cloth));
    meshes.add(shoe.mesh(leg.foot(), leg.pitch(), new ClothMaterial(clothes.shoes(), null)));
  }

  private void arm(int i, Stance now, Transform chest, List<Mesh> meshes) {
    float sign = i == 0 ? -1 : 1;
    float out = sign * 15.9f * figure.shoulders() * figure.scale();
    float[] shoulder = new float[3];
    chest.point(out, figure.y(-25.6f), -11.6f, shoulder, 0);
    Transform upper =
        chest
            .after(Transform.rotationZ(-sign * now.aside()[i]))
            .after(Transform.rotationX(-now.shoulder()[i]))
            // Elbows point back and a little out.
            .after(Transform.rotationY(-sign * 12));
    Transform lower = upper.after(Transform.rotationX(-now.elbow()[i]));
    float[] elbow = along(shoulder, upper, upperArm);
    float[] wrist = along(elbow, lower, foreArm);
    Material sleeve = clothes.sleeve(who.skin(), CAP + upperArm + foreArm);
    float[] top = along(shoulder, upper, -CAP);
    meshes.add(arms[i].mesh(top, elbow, wrist, axis(upper), sleeve));
    // Palms face the thighs.
    Transform held = lower.after(Transform.rotationY(-sign * 72));
    meshes.addAll(hand.meshes(unmoved(held, wrist), sign, who.skin()));
  }

  /** The rotation of a transform, with another place. */
  private static Transform unmoved(Transform t, float[] to) {
    float[] m = t.m().clone();
    m[3] = to[0];
    m[7] = to[1];
    m[11] = to[2];
    return new Transform(m);
  }

  private static float[] along(float[] from, Transform turn, float length) {
    float[] d = new float[3];
    turn.direction(0, -length, 0, d, 0);
    return new float[] {from[0] + d[0], from[1] + d[1], from[2] + d[2]};
  }

  private static float[] axis(Transform turn) {
    float[] d = new float[3];
    turn.direction(1, 0, 0, d, 0);
    return Vec.unit(d[0], d[1], d[2]);
  }
}
