package io.sightline.trainer.synthetic.scene;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.PriorityQueue;

/** Where one can walk: a rectangle without what stands in it. */
final class FloorPlan {
  /** Cells of the grid for finding ways, and how far a person's middle keeps from things, cm. */
  private static final float CELL = 30;

  private static final float BERTH = 36;
  private final float x0;
  private final float z0;
  private final int columns;
  private final int rows;
  private final List<float[]> blocks = new ArrayList<>();

  FloorPlan(float x0, float z0, float x1, float z1) {
    this.x0 = x0;
    this.z0 = z0;
    columns = (int) ((x1 - x0) / CELL) + 1;
    rows = (int) ((z1 - z0) / CELL) + 1;
  }

  void block(float bx0, float bz0, float bx1, float bz1) {
    blocks.add(new float[] {bx0 - BERTH, bz0 - BERTH, bx1 + BERTH, bz1 + BERTH});
  }

  boolean free(float x, float z) {
    for (float[] b : blocks) {
      if (x > b[0] && x < b[2] && z > b[1] && z < b[3]) {
        return false;
      }
    }
    return true;
  }

  /** Moves a point out of what it stands in, by the shortest way. */
  void pushOut(float[] p) {
    for (float[] b : blocks) {
      float left = p[0] - b[0];
      float right = b[2] - p[0];
      float far = p[1] - b[1];
      float near = b[3] - p[1];
      float least = Math.min(Math.min(left, right), Math.min(far, near));
      if (least <= 0) {
        continue;
      }
      if (least == left) {
        p[0] = b[0];
      } else if (least == right) {
        p[0] = b[2];
      } else {
        p[1] = least == far ? b[1] : b[3];
      }
    }
  }

  /** Corners of a short way, without its start; straight ahead where there is none. */
  List<float[]> way(float[] from, float[] to) {
    int goal = cell(to);
    int[] before = search(cell(from), goal);
    List<float[]> points = new ArrayList<>(List.of(to));
    for (int c = before[goal]; c >= 0 && before[c] >= 0; c = before[c]) {
      points.add(0, new float[] {x0 + (c % columns) * CELL, z0 + (c / columns) * CELL});
    }
    List<float[]> corners = new ArrayList<>();
    float[] at = from;
    for (int i = 0; i < points.size(); i++) {
      boolean last = i == points.size() - 1;
      if (last || !clear(at, points.get(i + 1))) {
        at = points.get(i);
        corners.add(at);
      }
    }
    return corners;
  }

  private int cell(float[] p) {
    int i = Math.max(0, Math.min(columns - 1, Math.round((p[0] - x0) / CELL)));
    int j = Math.max(0, Math.min(rows - 1, Math.round((p[1] - z0) / CELL)));
    return j * columns + i;
  }

  boolean clear(float[] a, float[] b) {
    int n = 1 + (int) (Math.hypot(b[0] - a[0], b[1] - a[1]) / 10);
    for (int i = 0; i <= n; i++) {
      float t = i / (float) n;
      if (!free(a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t)) {
        return false;
      }
    }
    return true;
  }

  /** Dijkstra's: of each cell the one before it; -1 where none is. */
  private int[] search(int start, int goal) {
    int[] before = new int[columns * rows];
    float[] cost = new float[columns * rows];
    Arrays.fill(before, -1);
    Arrays.fill(cost, Float.MAX_VALUE);
    cost[start] = 0;
    record Step(int cell, float cost) {}
    PriorityQueue<Step> open =
        new PriorityQueue<>(
            (p, q) -> p.cost != q.cost ? Float.compare(p.cost, q.cost) : p.cell - q.cell);
    open.add(new Step(start, 0));
    for (Step s = open.poll(); s != null && s.cell != goal; s = open.poll()) {
      for (int k = 0; k < 9; k++) {
        int i = s.cell % columns + k % 3 - 1;
        int j = s.cell / columns + k / 3 - 1;
        int next = j * columns + i;
        boolean inside = i >= 0 && j >= 0 && i < columns && j < rows && k != 4;
        if (!inside || next != goal && !free(x0 + i * CELL, z0 + j * CELL)) {
          continue;
        }
        float through = s.cost + (k % 2 == 0 ? 1.414f : 1);
        if (through < cost[next]) {
          cost[next] = through;
          before[next] = s.cell;
          open.add(new Step(next, through));
        }
      }
    }
    return before;
  }
}
