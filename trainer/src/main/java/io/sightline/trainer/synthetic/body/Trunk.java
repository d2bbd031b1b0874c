package io.sightline.trainer.synthetic.body;

import io.sightline.trainer.synthetic.raster.Mesh;
import io.sightline.trainer.synthetic.raster.Transform;
import io.sightline.trainer.synthetic.raster.Vec;
import java.util.ArrayList;
import java.util.List;

/** The trunk, from the collar to the hem, with the seat of the trousers, skirt or coat below. */
final class Trunk {
  private static final int COLUMNS = 33;
  private static final float SPINE = -11.5f;
  // y, half width, depth in front and behind, z of the middle.
  private static final float[][] TOP = {
    {-15.4f, 5.6f, 4.6f, 5f, -10.2f}, {-16.6f, 6.6f, 5.4f, 5.6f, -10.4f},
    {-17.8f, 9.4f, 6.3f, 6.4f, -10.6f}, {-19, 12.2f, 7.2f, 7.2f, -11},
    {-20.6f, 14.6f, 8.2f, 8f, -11.2f}, {-22.8f, 16.3f, 9.2f, 8.8f, -11.4f},
    {-26, 17.2f, 10.2f, 9.4f, -11.6f}, {-32, 17.2f, 11.6f, 9.8f, -11.8f},
    {-38, 16.6f, 11.9f, 9.8f, -11.8f}, {-46, 15.4f, 11f, 9.2f, -11.6f},
    {-54, 14.7f, 10.6f, 8.8f, -11.5f}, {-62, 15.6f, 11f, 9.8f, -11.5f},
    {-70, 17.5f, 11.6f, 11.6f, -11.6f}, {-77, 18.6f, 12f, 12.6f, -11.6f},
    {-78, 17.8f, 11f, 11.6f, -11.6f}
  };
  private static final float[][] SEAT = {
    {-66, 14.4f, 9.4f, 9.4f, -11.5f}, {-72, 16, 10, 10.6f, -11.6f},
    {-78, 16.6f, 10, 11, -11.7f}, {-82, 14.5f, 8.8f, 9.8f, -11.7f},
    {-85, 8.5f, 6, 7, -11.7f}, {-86.5f, 0.6f, 1, 1, -11.7f}
  };
  private static final int FLARES = 9;
  private final Figure figure;
  private final Clothes clothes;
  private final Tube top;
  private final Tube seat;
  private final Tube flare;

  Trunk(Figure figure, Clothes clothes) {
    this.figure = figure;
    this.clothes = clothes;
    top = rested(TOP);
    seat = rested(SEAT);
    flare = new Tube(FLARES, COLUMNS);
    for (int j = 0; j < FLARES; j++) {
      float wide = width(flareRing(j));
      flare.rest(j, -flareRing(j)[0], wide, 11, 0.9f);
    }
  }

  private Tube rested(float[][] rings) {
    Tube tube = new Tube(rings.length, COLUMNS);
    for (int j = 0; j < rings.length; j++) {
      float[] r = rings[j];
      float occlusion = j < 4 ? 0.75f + 0.06f * j : 0.96f;
      tube.rest(j, -r[0], width(r), r[2], occlusion);
    }
    return tube;
  }

  /** Half the breadth at the ring's height: shoulders, waist and hips differ between people. */
  private float width(float[] ring) {
    float y = ring[0];
    if (y > -17) {
      return ring[1];
    }
    float hips = Vec.smooth(-52, -72, y);
    float part = Vec.mix(figure.shoulders(), figure.hips(), hips);
    float girth = Vec.mix(1, figure.girth(), Vec.smooth(-28, -50, y));
    return ring[1] * part * girth * figure.scale();
  }

  List<Mesh> meshes(Spine spine, float[] leftKnee, float[] rightKnee) {
    List<Mesh> all = new ArrayList<>();
    for (int j = 0; j < TOP.length; j++) {
      place(top, j, TOP[j], spine.at(figure.y(TOP[j][0])));
    }
    all.add(top.mesh(clothes.trunk()));
    for (int j = 0; j < SEAT.length; j++) {
      place(seat, j, SEAT[j], spine.at(figure.y(SEAT[j][0])));
    }
    all.add(seat.mesh(clothes.trousers()));
    if (clothes.skirt() > 0) {
      all.add(flare(spine, leftKnee, rightKnee));
    }
    return all;
  }

  private void place(Tube tube, int j, float[] ring, Transform turn) {
    float[] c = new float[3];
    turn.point(0, figure.y(ring[0]), ring[4], c, 0);
    float girth = Vec.mix(1, figure.girth(), Vec.smooth(-20, -45, ring[0]));
    float deep = girth * (ring[0] > -17 ? 1 : figure.scale());
    tube.place(j, c, axis(turn, 0), axis(turn, 2), width(ring), deep * ring[2], deep * ring[3]);
  }

  /** Wider than the top's hem, which it goes over or under. */
  private float[] flareRing(int j) {
    float y = -65 - j * (19 + clothes.skirt()) / (FLARES - 1);
    float grown = Math.min(1, (-65 - y) / 8);
    float wide = 16.6f + 3.2f * grown + 0.03f * Math.max(0, -80 - y);
    return new float[] {y, wide, 12f + 2.4f * grown, 12f + 2.8f * grown, -11.6f};
  }

  /** Hangs from the hips round both legs, which push it to and fro. */
  private Mesh flare(Spine spine, float[] leftKnee, float[] rightKnee) {
    float[] c = new float[3];
    float margin = 12.5f * figure.scale() * figure.girth();
    for (int j = 0; j < FLARES; j++) {
      float[] ring = flareRing(j);
      float y = figure.y(ring[0]);
      Transform turn = spine.at(y);
      turn.point(0, y, ring[4], c, 0);
      float hip = figure.y(-72.5f);
      float down = Vec.clamp((hip - y) / (hip - leftKnee[1]), 0, 1.3f);
      // Rings are round, legs stand aside: they would come through the corners.
      float ahead = Math.max(leftKnee[2], rightKnee[2]) - SPINE;
      float behind = Math.min(leftKnee[2], rightKnee[2]) - SPINE;
      float deep = Math.max(ring[2] * figure.girth(), 1.3f * down * ahead + margin);
      float back = Math.max(ring[3] * figure.girth(), margin + 2 - 1.3f * down * behind);
      flare.place(j, c, axis(turn, 0), axis(turn, 2), width(ring), deep, back);
    }
    return flare.mesh(clothes.skirtCloth());
  }

  private static float[] axis(Transform turn, int column) {
    float[] m = turn.m();
    return new float[] {m[column], m[4 + column], m[8 + column]};
  }
}
