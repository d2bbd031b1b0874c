// What is done to pictures on the card. A picture is 8-bit BGR, its rows without gaps. The results are OpenCV's: resize with
// INTER_LINEAR or INTER_AREA within a grey level; warpAffine with INTER_LINEAR and a black border within a few at sharp
// edges, since OpenCV rounds places to a 32nd of a pixel.

typedef unsigned long long size;

struct Bgr { float b, g, r; };

static __device__ void add(Bgr& sum, const unsigned char* pixel, float weight) {
  sum.b += weight * pixel[0];
  sum.g += weight * pixel[1];
  sum.r += weight * pixel[2];
}

// Both centres half a pixel in; beyond the edge, the edge.
static __device__ Bgr interpolated(const unsigned char* picture, int width, int height, float x, float y) {
  int x0 = (int) floorf(x), y0 = (int) floorf(y);
  float right = x - x0, below = y - y0;
  int x1 = min(max(x0 + 1, 0), width - 1), y1 = min(max(y0 + 1, 0), height - 1);
  x0 = min(max(x0, 0), width - 1);
  y0 = min(max(y0, 0), height - 1);
  Bgr sum = {0, 0, 0};
  add(sum, picture + 3 * ((size) y0 * width + x0), (1 - right) * (1 - below));
  add(sum, picture + 3 * ((size) y0 * width + x1), right * (1 - below));
  add(sum, picture + 3 * ((size) y1 * width + x0), (1 - right) * below);
  add(sum, picture + 3 * ((size) y1 * width + x1), right * below);
  return sum;
}

// Each pixel by the share of it that lies inside.
static __device__ Bgr averaged(
    const unsigned char* picture, int width, int height, float left, float top, float right, float bottom) {
  Bgr sum = {0, 0, 0};
  float all = 0;
  for (int y = (int) top; y < height && y < bottom; y++) {
    float rows = fminf(y + 1, bottom) - fmaxf(y, top);
    for (int x = (int) left; x < width && x < right; x++) {
      float share = rows * (fminf(x + 1, right) - fmaxf(x, left));
      add(sum, picture + 3 * ((size) y * width + x), share);
      all += share;
    }
  }
  Bgr mean = {sum.b / all, sum.g / all, sum.r / all};
  return mean;
}

// Pictures of one size, one behind the other, scaled to fitWidth x fitHeight at the top left of a network's input: float
// NCHW, each value less the mean, times the factor, of its channel in the network's order. Rounded to grey levels before,
// as the networks are used to.
extern "C" __global__ void scale_pictures(
    const unsigned char* pictures, int width, int height, float* input, int inputWidth, int inputHeight,
    int fitWidth, int fitHeight, int averaging, int rgb,
    float mean0, float mean1, float mean2, float factor0, float factor1, float factor2) {
  int x = blockIdx.x * blockDim.x + threadIdx.x;
  int y = blockIdx.y * blockDim.y + threadIdx.y;
  if (x >= inputWidth || y >= inputHeight) {
    return;
  }
  const unsigned char* picture = pictures + (size) blockIdx.z * 3 * width * height;
  Bgr value = {0, 0, 0};
  if (x < fitWidth && y < fitHeight) {
    float across = (float) width / fitWidth;
    float down = (float) height / fitHeight;
    value = averaging
        ? averaged(picture, width, height, x * across, y * down, (x + 1) * across, (y + 1) * down)
        : interpolated(picture, width, height, (x + 0.5f) * across - 0.5f, (y + 0.5f) * down - 0.5f);
  }
  size plane = (size) inputWidth * inputHeight;
  float* out = input + blockIdx.z * 3 * plane + (size) y * inputWidth + x;
  out[0] = (rintf(rgb ? value.r : value.b) - mean0) * factor0;
  out[plane] = (rintf(value.g) - mean1) * factor1;
  out[2 * plane] = (rintf(rgb ? value.b : value.r) - mean2) * factor2;
}

// Square crops, one behind the other, each by the six numbers that take its pixels to the picture's.
extern "C" __global__ void cut_crops(
    const unsigned char* picture, int width, int height, const float* transforms, unsigned char* crops, int side) {
  int x = blockIdx.x * blockDim.x + threadIdx.x;
  int y = blockIdx.y * blockDim.y + threadIdx.y;
  if (x >= side || y >= side) {
    return;
  }
  const float* t = transforms + 6 * blockIdx.z;
  // Kept near the picture, or whole numbers would not hold what lies far outside.
  float px = fminf(fmaxf(t[0] * x + t[1] * y + t[2], -2.0f), width + 1.0f);
  float py = fminf(fmaxf(t[3] * x + t[4] * y + t[5], -2.0f), height + 1.0f);
  int x0 = (int) floorf(px), y0 = (int) floorf(py);
  Bgr sum = {0, 0, 0};
  for (int i = 0; i < 4; i++) {
    int cx = x0 + (i & 1), cy = y0 + (i >> 1);
    if (cx >= 0 && cx < width && cy >= 0 && cy < height) {
      float weight = (1 - fabsf(px - cx)) * (1 - fabsf(py - cy));
      add(sum, picture + 3 * ((size) cy * width + cx), weight);
    }
  }
  unsigned char* out = crops + 3 * (((size) blockIdx.z * side + y) * side + x);
  out[0] = (unsigned char) rintf(sum.b);
  out[1] = (unsigned char) rintf(sum.g);
  out[2] = (unsigned char) rintf(sum.r);
}
