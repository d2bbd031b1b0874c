package io.sightline.trainer.detect;

import io.sightline.contract.face.Point;
import io.sightline.trainer.net.DetectorNetwork;
import java.util.ArrayList;
import java.util.List;

/**
 * What a batch of views is to be answered with. Cells are numbered through the batch, view by view.
 *
 * @param objectness of each cell, 0 or 1
 * @param weight of each cell, 0 where either is right
 * @param filled numbers of the cells that tell of a face
 * @param origin of those: column, row, stride
 * @param boxes of those: middle x and y, width, height in pixels
 * @param points of those: the landmarks, pixels
 */
record TargetBatch(
    float[] objectness,
    float[] weight,
    long[] filled,
    float[] origin,
    float[] boxes,
    float[] points) {

  static TargetBatch of(List<List<Target>> views, Cells cells) {
    int count = cells.count();
    float[] objectness = new float[views.size() * count];
    float[] weight = new float[views.size() * count];
    List<Filled> filled = new ArrayList<>();
    for (int v = 0; v < views.size(); v++) {
      int[] faces = Assignment.of(views.get(v), cells);
      for (int cell = 0; cell < count; cell++) {
        int number = v * count + cell;
        weight[number] = faces[cell] == Assignment.EITHER ? 0 : 1;
        if (faces[cell] >= 0) {
          objectness[number] = 1;
          filled.add(new Filled(number, cell, views.get(v).get(faces[cell])));
        }
      }
    }
    return of(objectness, weight, filled, cells);
  }

  private record Filled(int number, int cell, Target target) {}

  private static TargetBatch of(
      float[] objectness, float[] weight, List<Filled> filled, Cells cells) {
    int n = filled.size();
    long[] numbers = new long[n];
    float[] origin = new float[3 * n];
    float[] boxes = new float[4 * n];
    float[] points = new float[10 * n];
    for (int i = 0; i < n; i++) {
      Target target = filled.get(i).target();
      numbers[i] = filled.get(i).number();
      origin(filled.get(i).cell(), cells, origin, 3 * i);
      boxes[4 * i] = target.middle().x();
      boxes[4 * i + 1] = target.middle().y();
      boxes[4 * i + 2] = target.box().width();
      boxes[4 * i + 3] = target.box().height();
      int at = 10 * i;
      for (Point p : target.landmarks().points()) {
        points[at++] = p.x();
        points[at++] = p.y();
      }
    }
    return new TargetBatch(objectness, weight, numbers, origin, boxes, points);
  }

  private static void origin(int cell, Cells cells, float[] into, int at) {
    int level = DetectorNetwork.STRIDES.size() - 1;
    while (cell < cells.first(level)) {
      level--;
    }
    int within = cell - cells.first(level);
    into[at] = within % cells.columns(level);
    into[at + 1] = within / cells.columns(level);
    into[at + 2] = DetectorNetwork.STRIDES.get(level);
  }
}
