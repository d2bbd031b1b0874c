package io.sightline.recognizer.engine;

import static io.sightline.recognizer.engine.CudaLibrary.attribute;
import static io.sightline.recognizer.engine.CudaLibrary.check;
import static org.bytedeco.cuda.global.cudart.cudaDevAttrGlobalMemoryBusWidth;
import static org.bytedeco.cuda.global.cudart.cudaDevAttrMemoryClockRate;
import static org.bytedeco.cuda.global.cudart.cudaFree;
import static org.bytedeco.cuda.global.cudart.cudaMalloc;
import static org.bytedeco.cuda.global.cudart.cudaMemcpyAsync;
import static org.bytedeco.cuda.global.cudart.cudaMemcpyHostToDevice;
import static org.bytedeco.cuda.global.cudart.cudaMemsetAsync;
import static org.bytedeco.cuda.global.cudart.cudaSetDevice;
import static org.bytedeco.cuda.global.cudart.cudaStreamCreateWithFlags;
import static org.bytedeco.cuda.global.cudart.cudaStreamDestroy;
import static org.bytedeco.cuda.global.cudart.cudaStreamNonBlocking;
import static org.bytedeco.cuda.global.cudart.cudaStreamSynchronize;

import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.bytedeco.cuda.cudart.CUfunc_st;
import org.bytedeco.cuda.cudart.CUstream_st;
import org.bytedeco.cuda.global.cublas;
import org.bytedeco.cuda.global.nvrtc;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;

/**
 * On the first NVIDIA card: cuBLAS multiplies the blocks of a call at once, in TF32, into memory
 * that stays there; two functions look the products through. Some 140 MB of the card beside the
 * rows.
 */
public final class CudaProducts implements CardProducts {
  /** Blocks of a call: 128 MB of products of 64 queries. */
  private static final int PARTS = 256;

  /** What comes back of the products, for all queries; one mostly needs a handful of rows. */
  private static final int CAPACITY = 1 << 14;

  private final int size;
  private final int rows;
  private final Deque<Runnable> undo;
  private final CUstream_st stream = new CUstream_st();
  private final CudaBlas blas;
  private final CUfunc_st best;
  private final CUfunc_st above;
  private final BytePointer products = new BytePointer();
  private final CudaTwin queries;
  private final CudaTwin thresholds;
  private final CudaTwin bars;

  /** Addresses of rows, queries and products, {@link #PARTS} of each. */
  private final CudaTwin addresses;

  /** Counts and kinds, {@link #PARTS} of each. */
  private final CudaTwin shapes;

  private final CudaTwin excesses;
  private final CudaTwin bestRows;
  private final CudaTwin found;
  private int asked;
  private int parts;

  private record CudaRows(BytePointer device) implements Rows {
    @Override
    public void close() {
      cudaFree(device);
    }
  }

  private CudaProducts(int size, int rows, int most, int kinds, Deque<Runnable> undo) {
    this.size = size;
    this.rows = rows;
    this.undo = undo;
    CudaLibrary.choose();
    check(cudaStreamCreateWithFlags(stream, cudaStreamNonBlocking));
    undo.push(() -> cudaStreamDestroy(stream));
    blas = new CudaBlas(stream);
    undo.push(blas::close);
    CudaKernels kernels =
        new CudaKernels(CudaProducts.class, "products.cu", "ROWS=" + rows, "KINDS=" + kinds);
    undo.push(kernels::close);
    best = kernels.function("best");
    above = kernels.function("above");
    check(cudaMalloc(products, (long) PARTS * rows * most * Float.BYTES));
    undo.push(() -> cudaFree(products));
    queries = twin((long) most * size * Float.BYTES);
    thresholds = twin((long) most * kinds * Float.BYTES);
    bars = twin((long) most * Float.BYTES);
    addresses = twin(3L * PARTS * Long.BYTES);
    shapes = twin(2L * PARTS * Integer.BYTES);
    excesses = twin((long) PARTS * most * Float.BYTES);
    bestRows = twin((long) PARTS * most * Integer.BYTES);
    found = twin((1L + CAPACITY) * Integer.BYTES);
  }

  private CudaTwin twin(long bytes) {
    CudaTwin twin = new CudaTwin(bytes);
    undo.push(twin::close);
    return twin;
  }

  /**
   * @param size of a vector
   * @param rows of a block
   * @param queries of a search at the most
   * @param kinds of blocks
   * @throws EngineException when the card has no room, or does not take the functions
   */
  public static CudaProducts open(int size, int rows, int queries, int kinds) {
    Deque<Runnable> undo = new ArrayDeque<>();
    try {
      return new CudaProducts(size, rows, queries, kinds, undo);
    } catch (EngineException | LinkageError e) {
      undo.forEach(Runnable::run);
      throw e;
    }
  }

  /** Whether this build has the parts that call cuBLAS; it has them with {@code -Pgpu}. */
  public static boolean isBuiltIn() {
    return CudaLibrary.isBuiltIn("cuda", "jnicublas");
  }

  /** Why it cannot be opened here, for people to read; empty when nothing is missing. */
  public static Optional<String> missing() {
    return isBuiltIn()
        ? CudaLibrary.missing(cublas.class, nvrtc.class)
        : Optional.of("this build has no cuBLAS (build with -Pgpu)");
  }

  /** Bytes that the card's memory gives a second, by its clock and width: two bits each a cycle. */
  public static double bandwidth() {
    return 2e3
        * attribute(cudaDevAttrMemoryClockRate)
        * attribute(cudaDevAttrGlobalMemoryBusWidth)
        / 8;
  }

  @Override
  public int parts() {
    return PARTS;
  }

  @Override
  public Rows take() {
    check(cudaSetDevice(0));
    BytePointer device = new BytePointer();
    // Rows that were not loaded are multiplied, too; nobody looks at their products.
    check(cudaMalloc(device, (long) rows * size * Float.BYTES));
    return new CudaRows(device);
  }

  @Override
  public void load(Rows to, FloatBuffer values, int first) {
    check(cudaSetDevice(0));
    long bytes = (long) values.remaining() * Float.BYTES;
    Pointer target = device(to).getPointer((long) first * size * Float.BYTES);
    Pointer source = new FloatPointer(values);
    check(cudaMemcpyAsync(target, source, bytes, cudaMemcpyHostToDevice, stream));
  }

  @Override
  public void ask(float[] values, float[] limits) {
    check(cudaSetDevice(0));
    asked = values.length / size;
    queries.values().asFloatBuffer().put(values);
    queries.up((long) values.length * Float.BYTES, stream);
    thresholds.values().asFloatBuffer().put(limits);
    thresholds.up((long) limits.length * Float.BYTES, stream);
  }

  @Override
  public Best best(List<Part> of) {
    parts = of.size();
    describe(of);
    blas.multiply(pointers(0), rows, pointers(1), asked, size, pointers(2), parts);
    CudaKernels.launch(
        best,
        parts,
        asked,
        stream,
        products.address(),
        counts(),
        kindsOfParts(),
        thresholds.device().address(),
        excesses.device().address(),
        bestRows.device().address());
    float[] values = new float[parts * asked];
    int[] at = new int[parts * asked];
    excesses.down((long) values.length * Float.BYTES, stream);
    bestRows.down((long) at.length * Integer.BYTES, stream);
    check(cudaStreamSynchronize(stream));
    excesses.values().asFloatBuffer().get(values);
    bestRows.values().asIntBuffer().get(at);
    return new Best(values, at);
  }

  private void describe(List<Part> of) {
    LongBuffer pointers = addresses.values().asLongBuffer();
    IntBuffer shape = shapes.values().asIntBuffer();
    for (int p = 0; p < parts; p++) {
      Part part = of.get(p);
      pointers.put(p, device(part.rows()).address());
      pointers.put(PARTS + p, queries.device().address());
      pointers.put(2 * PARTS + p, products.address() + (long) p * asked * rows * Float.BYTES);
      shape.put(p, part.count());
      shape.put(PARTS + p, part.kind());
    }
    addresses.up(3L * PARTS * Long.BYTES, stream);
    shapes.up(2L * PARTS * Integer.BYTES, stream);
  }

  private Pointer pointers(int which) {
    return addresses.device().getPointer((long) which * PARTS * Long.BYTES);
  }

  private long counts() {
    return shapes.device().address();
  }

  private long kindsOfParts() {
    return shapes.device().address() + (long) PARTS * Integer.BYTES;
  }

  private static BytePointer device(Rows rows) {
    return ((CudaRows) rows).device();
  }

  @Override
  public Found above(float[] reach) {
    bars.values().asFloatBuffer().put(reach);
    bars.up((long) reach.length * Float.BYTES, stream);
    check(cudaMemsetAsync(found.device(), 0, Integer.BYTES, stream));
    CudaKernels.launch(
        above,
        parts,
        asked,
        stream,
        products.address(),
        counts(),
        kindsOfParts(),
        thresholds.device().address(),
        excesses.device().address(),
        bars.device().address(),
        CAPACITY,
        found.device().address());
    found.down((1L + CAPACITY) * Integer.BYTES, stream);
    check(cudaStreamSynchronize(stream));
    IntBuffer entries = found.values().asIntBuffer();
    int count = entries.get();
    List<Near> near = new ArrayList<>(Math.min(count, CAPACITY));
    while (near.size() < Math.min(count, CAPACITY)) {
      int at = entries.get();
      int column = at / rows;
      near.add(new Near(column % asked, column / asked, at % rows));
    }
    return new Found(near, count <= CAPACITY);
  }

  /** Waits for what is queued, which may read memory of its caller's. */
  @Override
  public void close() {
    cudaStreamSynchronize(stream);
    undo.forEach(Runnable::run);
    undo.clear();
  }
}
