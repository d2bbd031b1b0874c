"""The same networks in Python's PyTorch, to measure Sightline's engine and trainer against on one card.

usage: python3 peer.py [matmul] [embed] [train] [--batch 1,128] [--seconds 5] [--mode max-autotune]
Needs torch with CUDA; everything without a name. Prints a line of JSON for each figure as soon as there is one.
IResNet-50 (LResNet-E-IR, arXiv 1801.07698) on random pictures of 112x112. embed compiles for each batch size anew, which
takes minutes with max-autotune: where time is short, a size a command. It measures with input that lies on the card, calls
in a row ("card"), and with each call's input from page-locked memory and its output back there ("host"), as bench engine does.
"""
import argparse
import json
import time

import torch
from torch import nn
from torch.nn import functional as F

INPUTS = 8  # different ones in turn, so that no call finds its own in a cache
ROW = 10  # calls in a row


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


class Served(nn.Module):
    """As an engine has it: float32 in and out, fp16 between."""

    def __init__(self, net):
        super().__init__()
        self.net = net

    def forward(self, pictures):
        embedding, mask = self.net(pictures.half().contiguous(memory_format=torch.channels_last))
        return embedding.float(), mask.float()


def wait():
    if DEVICE == "cuda":
        torch.cuda.synchronize()


def timed(work, seconds):
    """Seconds of each of the calls in so many seconds, once they have become steady: two medians of ten within 2 %."""
    def once():
        start = time.perf_counter()
        work()
        wait()
        return time.perf_counter() - start

    wait()
    before, end = 0.0, time.perf_counter() + 2 * seconds
    while time.perf_counter() < end:
        now = sorted(once() for _ in range(10))[5]
        if abs(now - before) < 0.02 * now:
            break
        before = now
    times, end = [], time.perf_counter() + seconds
    while time.perf_counter() < end or len(times) < 5:
        times.append(once())
    return sorted(times)


def tell(what, times, count, unit, **more):
    """Of times, each for count things, the median."""
    median = times[len(times) // 2]
    card = torch.cuda.get_device_name() if DEVICE == "cuda" else DEVICE
    print(json.dumps({"what": what, **more, unit: float(f"{count / median:.4g}"), "ms": round(median * 1e3, 4),
                      "ms_p99": round(times[int(0.99 * (len(times) - 1))] * 1e3, 4), "times": len(times),
                      "torch": torch.__version__, "card": card}), flush=True)


def in_turn(work, inputs):
    """A call of work on the next of the inputs, each time."""
    at = -1

    def call():
        nonlocal at
        at = (at + 1) % len(inputs)
        return work(inputs[at])
    return call


def in_a_row(call):
    def calls():
        for _ in range(ROW):
            call()
    return calls


def matmul(options):
    size = 8192 if DEVICE == "cuda" else 256
    a, b = (torch.randn(size, size, device=DEVICE, dtype=torch.bfloat16) for _ in range(2))
    tell("matmul", timed(lambda: a @ b, options.seconds), 2 * size ** 3 / 1e12, "tflops", precision="bf16", size=size)


def settled():
    """A network whose normalisations are of what comes to them, so that numbers stay in fp16's range through all layers."""
    torch.manual_seed(1)
    net = IResNet50().to(DEVICE)
    for layer in net.modules():
        if isinstance(layer, (nn.BatchNorm2d, nn.BatchNorm1d)):
            layer.momentum = None
    with torch.no_grad():
        for _ in range(2):
            net(torch.randn(32, 3, 112, 112, device=DEVICE))
    return Served(net.half().eval().to(memory_format=torch.channels_last))


def embed(options):
    # Normalisations are folded into convolutions, as weights are constants.
    import torch._inductor.config
    torch._inductor.config.freezing = True
    served = settled()
    for batch in options.batch or (1, 8, 32, 128):
        # Else the second size is compiled for any size there may be.
        torch._dynamo.reset()
        start = time.perf_counter()
        compiled = torch.compile(served, mode=options.mode, dynamic=False)
        there = [torch.randn(batch, 3, 112, 112, device=DEVICE) for _ in range(INPUTS)]
        here = [torch.randn(batch, 3, 112, 112, pin_memory=DEVICE == "cuda") for _ in range(INPUTS)]
        back = [torch.empty(batch, size, pin_memory=DEVICE == "cuda") for size in (512, 2)]

        def whole(pictures):
            for to, given in zip(back, compiled(pictures.to(DEVICE, non_blocking=True))):
                to.copy_(given, non_blocking=True)

        with torch.no_grad():
            for pictures in there[:3]:
                assert torch.isfinite(compiled(pictures)[0]).all(), "numbers beyond fp16"
            wait()
            more = {"network": "ir50", "precision": "fp16", "mode": options.mode, "batch": batch}
            compiling = round(time.perf_counter() - start, 1)
            row = timed(in_a_row(in_turn(compiled, there)), options.seconds)
            tell("embed", [t / ROW for t in row], batch, "faces_per_s", **more, input="card", compile_s=compiling)
            tell("embed", timed(in_turn(whole, here), options.seconds), batch, "faces_per_s", **more, input="host")


def train(options):
    for batch in options.batch or (256, 512):
        torch.manual_seed(1)
        net = IResNet50().to(DEVICE).to(memory_format=torch.channels_last)
        centres = nn.Parameter(torch.randn(10000, 512, device=DEVICE) * 0.01)
        optimiser = torch.optim.SGD([*net.parameters(), centres], 0.1, 0.9, weight_decay=5e-4)
        inputs = [(torch.randn(batch, 3, 112, 112, device=DEVICE).to(memory_format=torch.channels_last),
                   torch.randint(10000, (batch,), device=DEVICE), torch.randint(2, (batch,), device=DEVICE))
                  for _ in range(INPUTS)]

        def step(given):
            pictures, label, masked = given
            with torch.autocast(DEVICE, torch.bfloat16):
                embedding, mask = net(pictures)
            cosine = F.linear(F.normalize(embedding.float()), F.normalize(centres))
            angle = cosine.gather(1, label[:, None]).clamp(-1 + 1e-7, 1 - 1e-7).acos() + 0.5
            logits = cosine.scatter(1, label[:, None], angle.cos()) * 64
            (F.cross_entropy(logits, label) + (1 + F.cross_entropy(mask.float(), masked)).log()).backward()
            optimiser.step()
            optimiser.zero_grad()

        times = timed(in_turn(step, inputs), options.seconds)
        tell("train", times, batch, "images_per_s", network="ir50", precision="bf16", mode="eager", batch=batch)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", nargs="*", metavar="matmul|embed|train", help="all of them, if none is named")
    parser.add_argument("--batch", type=lambda sizes: [int(size) for size in sizes.split(",")], help="sizes, such as 1,128")
    parser.add_argument("--seconds", type=float, default=5.0, help="that each figure is measured for (default: 5)")
    parser.add_argument("--mode", default="max-autotune", help="of torch.compile (default: max-autotune)")
    parser.add_argument("--device", default="cuda", help="cpu, to try this script out (default: cuda)")
    given = parser.parse_args()
    DEVICE = given.device
    torch.backends.cudnn.benchmark = True
    kinds = {"matmul": matmul, "embed": embed, "train": train}
    if not kinds.keys() >= set(given.what):
        parser.error("there are matmul, embed and train")
    for name in given.what or kinds:
        kinds[name](given)
