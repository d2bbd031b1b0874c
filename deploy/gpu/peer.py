"""The same networks in Python's PyTorch, to measure Sightline's engine and trainer against on one card.

usage: python3 peer.py [embed] [train] [matmul]      needs torch with CUDA; everything without an argument
Prints a line for each figure. IResNet-50 (LResNet-E-IR, arXiv 1801.07698) on random pictures of 112x112.
"""
import sys
import time

import torch
from torch import nn
from torch.nn import functional as F


class Block(nn.Module):
    def __init__(self, inside, out, stride):
        super().__init__()
        self.body = nn.Sequential(
            nn.BatchNorm2d(inside, 2e-5),
            nn.Conv2d(inside, out, 3, 1, 1, bias=False), nn.BatchNorm2d(out, 2e-5), nn.PReLU(out),
            nn.Conv2d(out, out, 3, stride, 1, bias=False), nn.BatchNorm2d(out, 2e-5))
        self.short = nn.Identity() if stride == 1 and inside == out else nn.Sequential(
            nn.Conv2d(inside, out, 1, stride, bias=False), nn.BatchNorm2d(out, 2e-5))

    def forward(self, x):
        return self.body(x) + self.short(x)


class IResNet50(nn.Module):
    def __init__(self):
        super().__init__()
        layers, inside = [nn.Conv2d(3, 64, 3, 1, 1, bias=False), nn.BatchNorm2d(64, 2e-5), nn.PReLU(64)], 64
        for stage, units in enumerate((3, 4, 14, 3)):
            for unit in range(units):
                layers.append(Block(inside, 64 << stage, 2 if unit == 0 else 1))
                inside = 64 << stage
        self.trunk = nn.Sequential(*layers, nn.BatchNorm2d(512, 2e-5))
        self.embedding = nn.Sequential(nn.Dropout(0.4), nn.Flatten(), nn.Linear(512 * 49, 512), nn.BatchNorm1d(512, 2e-5))
        self.mask = nn.Linear(512 * 49, 2)

    def forward(self, x):
        x = self.trunk(x)
        return self.embedding(x), self.mask(x.flatten(1))


def timed(work, seconds=3.0):
    """Seconds of one call, the median of the calls in so many seconds, after a few that are not counted."""
    for _ in range(5):
        work()
    torch.cuda.synchronize()
    times, end = [], time.perf_counter() + seconds
    while time.perf_counter() < end or len(times) < 5:
        start = time.perf_counter()
        work()
        torch.cuda.synchronize()
        times.append(time.perf_counter() - start)
    return sorted(times)[len(times) // 2]


def matmul():
    a, b = (torch.randn(8192, 8192, device="cuda", dtype=torch.bfloat16) for _ in range(2))
    print(f"matmul bf16 8192: {2 * 8192 ** 3 / timed(lambda: a @ b) / 1e12:.0f} TFLOP/s")


def embed():
    net = IResNet50().cuda().half().eval().to(memory_format=torch.channels_last)
    compiled = torch.compile(net, mode="max-autotune")
    with torch.inference_mode():
        for batch in (1, 8, 32, 128):
            pictures = torch.randn(batch, 3, 112, 112, device="cuda").half().to(memory_format=torch.channels_last)
            seconds = timed(lambda: compiled(pictures))
            print(f"embed torch.compile fp16 ir50 batch {batch}: {batch / seconds:.0f} faces/s, {seconds * 1e3:.2f} ms")


def train():
    for batch in (256, 512):
        torch.manual_seed(1)
        net = IResNet50().cuda().to(memory_format=torch.channels_last)
        centres = nn.Parameter(torch.randn(10000, 512, device="cuda") * 0.01)
        optimiser = torch.optim.SGD([*net.parameters(), centres], 0.1, 0.9, weight_decay=5e-4)
        pictures = torch.randn(batch, 3, 112, 112, device="cuda").to(memory_format=torch.channels_last)
        label, masked = torch.randint(10000, (batch,), device="cuda"), torch.randint(2, (batch,), device="cuda")

        def step():
            with torch.autocast("cuda", torch.bfloat16):
                embedding, mask = net(pictures)
            cosine = F.linear(F.normalize(embedding.float()), F.normalize(centres))
            angle = cosine.gather(1, label[:, None]).clamp(-1 + 1e-7, 1 - 1e-7).acos() + 0.5
            logits = cosine.scatter(1, label[:, None], angle.cos()) * 64
            (F.cross_entropy(logits, label) + (1 + F.cross_entropy(mask.float(), masked)).log()).backward()
            optimiser.step()
            optimiser.zero_grad()

        print(f"train torch eager bf16 ir50 batch {batch}: {batch / timed(step, 5):.0f} images/s")


if __name__ == "__main__":
    torch.backends.cudnn.benchmark = True
    for name in sys.argv[1:] or ("matmul", "embed", "train"):
        {"matmul": matmul, "embed": embed, "train": train}[name]()
