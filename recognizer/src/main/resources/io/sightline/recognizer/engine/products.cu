// What is looked up in the products of a search: see CudaProducts. ROWS and KINDS are given to the compiler.
//
// products [part][query][ROWS], of which the first counts[part] rows of a part are meant; kinds [part];
// thresholds [query][KINDS]; excesses and rows [query][part]. A block of threads for each part and query.

extern "C" __global__ void best(
    const float* products, const int* counts, const int* kinds, const float* thresholds, float* excesses, int* rows) {
  int part = blockIdx.x, parts = gridDim.x, query = blockIdx.y, queries = gridDim.y;
  const float* column = products + ((long long) part * queries + query) * ROWS;
  int count = counts[part];
  float most = __int_as_float(0xff800000);  // Negative infinity: what is no number never is the most.
  int row = -1;
  for (int r = threadIdx.x; r < count; r += blockDim.x) {
    float product = column[r];
    if (product > most) {
      most = product;
      row = r;
    }
  }
  for (int step = 16; step > 0; step /= 2) {
    float other = __shfl_down_sync(0xffffffffu, most, step);
    int otherRow = __shfl_down_sync(0xffffffffu, row, step);
    if (other > most) {
      most = other;
      row = otherRow;
    }
  }
  __shared__ float mosts[32];
  __shared__ int mostRows[32];
  if (threadIdx.x % 32 == 0) {
    mosts[threadIdx.x / 32] = most;
    mostRows[threadIdx.x / 32] = row;
  }
  __syncthreads();
  if (threadIdx.x == 0) {
    for (int warp = 1; warp < blockDim.x / 32; warp++) {
      if (mosts[warp] > most) {
        most = mosts[warp];
        row = mostRows[warp];
      }
    }
    excesses[query * parts + part] = most - thresholds[query * KINDS + kinds[part]];
    rows[query * parts + part] = row;
  }
}

// found [0] counts what was found, beyond the capacity, too; then where: (part * queries + query) * ROWS + row.
extern "C" __global__ void above(
    const float* products, const int* counts, const int* kinds, const float* thresholds, const float* excesses,
    const float* bars, int capacity, int* found) {
  int part = blockIdx.x, parts = gridDim.x, query = blockIdx.y, queries = gridDim.y;
  float bar = bars[query];
  if (!(excesses[query * parts + part] >= bar)) {
    return;
  }
  int first = (part * queries + query) * ROWS;
  const float* column = products + first;
  float threshold = thresholds[query * KINDS + kinds[part]];
  int count = counts[part];
  for (int r = threadIdx.x; r < count; r += blockDim.x) {
    if (column[r] - threshold >= bar) {
      int i = atomicAdd(found, 1);
      if (i < capacity) {
        found[1 + i] = first + r;
      }
    }
  }
}
