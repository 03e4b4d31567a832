"""Files of weights as PyTorch and NumPy write them, and in expected.json what they read from them.

    pip install torch==2.13.0 numpy safetensors && python generate.py
"""

import collections
import io
import json
import os
import pathlib
import pickle
import struct
import zipfile

import numpy as np
import torch
from numpy.lib import format as npy_format

folder = pathlib.Path(__file__).parent
expected = {}


def values(array):
    """Values in row-major order; 64-bit integers as texts, which JSON keeps exactly."""
    if isinstance(array, np.ndarray):
        is_wide, flat = array.dtype in (np.int64, np.uint64), array.flatten(order="C")
        return [str(int(x)) if is_wide else float(x) for x in flat]
    is_wide = array.dtype in (torch.int64, torch.uint64)
    return [str(x) if is_wide else float(x) for x in array.detach().contiguous().flatten().tolist()]


dtypes = {
    "float64": "F64", "float32": "F32", "float16": "F16", "bfloat16": "BF16", "int64": "I64", "int32": "I32",
    "int16": "I16", "int8": "I8", "uint64": "U64", "uint32": "U32", "uint16": "U16", "uint8": "U8", "bool": "BOOL",
}


def expect(name, tensors):
    content = {
        key: {"dtype": dtypes[str(x.dtype).replace("torch.", "")], "shape": list(x.shape), "values": values(x)}
        for key, x in tensors.items()
    }
    # A file that has the same as another refers to it.
    expected[name] = next((other for other, known in expected.items() if known == content), content)


def save(name, content, tensors, **options):
    torch.save(content, folder / name, **options)
    expect(name, tensors)


def repack(source, target, compression, replace={}):
    """The same members in a new archive, some of them replaced."""
    with zipfile.ZipFile(folder / source) as old, zipfile.ZipFile(folder / target, "w", compression) as new:
        for member in old.namelist():
            content = replace.get(member.split("/", 1)[1], old.read(member))
            # A fixed date, so that the file does not change.
            new.writestr(zipfile.ZipInfo(member), content, compression)


base = torch.arange(24, dtype=torch.float32)
state = {
    "f32": torch.tensor([[1.5, -2.25, 1e-40], [3e38, 0.1, -0.0]]),
    "f64": torch.tensor([1 / 3, 1e-300], dtype=torch.float64),
    "f16": torch.tensor([1.0, 65504, 2**-24, -1 / 3], dtype=torch.float16),
    "bf16": torch.tensor([1.0, 3e38, 1e-40, -1 / 3], dtype=torch.bfloat16),
    "i64": torch.tensor([-(2**63), 2**53 + 1, 5]),
    "i32": torch.tensor([-(2**31), 7], dtype=torch.int32),
    "i16": torch.tensor([-(2**15), 7], dtype=torch.int16),
    "i8": torch.tensor([-128, 7], dtype=torch.int8),
    "u8": torch.tensor([255, 7], dtype=torch.uint8),
    "bool": torch.tensor([True, False]),
    "scalar": torch.tensor(4.5),
    "empty": torch.zeros(0, 3),
    "parameter": torch.nn.Parameter(torch.tensor([1.0, 2.0])),
    "shared": base,
    "offset": base[5:9],
    "transposed": base.reshape(4, 6).T,
    "strided": base[1::5],
    "expanded": base[2:4].reshape(2, 1).expand(2, 3),
    "channels_last": base.reshape(1, 2, 3, 4).clone().to(memory_format=torch.channels_last),
}
save("state.pth", state, state)
save("state-legacy.pth", state, state, _use_new_zipfile_serialization=False)
unsigned = {f"u{bits}": torch.tensor([2**bits - 1, 3], dtype=getattr(torch, f"uint{bits}")) for bits in (16, 32, 64)}
save("unsigned.pth", unsigned, unsigned)
save("unsigned-protocol-4.pth", unsigned, unsigned, pickle_protocol=4)
save("unsigned-legacy.pth", unsigned, unsigned, _use_new_zipfile_serialization=False)
repack("state.pth", "state-deflated.pth", zipfile.ZIP_DEFLATED)
expect("state-deflated.pth", state)
repack("unsigned.pth", "big-endian.pth", zipfile.ZIP_STORED, {"byteorder": b"big"})

torch.manual_seed(0)
model = torch.nn.DataParallel(torch.nn.Sequential(torch.nn.Conv2d(1, 2, 3), torch.nn.BatchNorm2d(2)))
optimizer = torch.optim.SGD(model.parameters(), lr=0.1, momentum=0.9)
scheduler = torch.optim.lr_scheduler.MultiStepLR(optimizer, [3, 5])
model(torch.randn(2, 1, 5, 5)).square().sum().backward()
optimizer.step()
checkpoint = {
    "epoch": 3,
    "best": torch.tensor(0.5),
    "state_dict": model.state_dict(),
    "optimizer": optimizer.state_dict(),
    "scheduler": scheduler.state_dict(),
    "notes": ["a", None, True, 2.5, (1, (2, 3)), b"\x00\xff", 2**70, {"x"}, torch.Size([2, 3]), torch.float16],
    "device": torch.device("cpu"),
}
save("checkpoint.pth.tar", checkpoint, model.state_dict())
save("checkpoint-legacy.pth.tar", checkpoint, model.state_dict(), _use_new_zipfile_serialization=False)
loop = {"weight": torch.tensor([1.0])}
loop["itself"] = loop
save("loop.pth", loop, {"weight": loop["weight"]})
torch.save({"epoch": 3}, folder / "no-tensors.pth")
torch.jit.save(torch.jit.script(torch.nn.Linear(1, 1)), folder / "torchscript.pt")
torch.save(torch.nn.Identity(), folder / "whole-model.pth")
torch.save({"weight": torch.eye(2).to_sparse()}, folder / "sparse.pth")


class Attack:
    def __reduce__(self):
        return os.system, ("touch it-ran",)


torch.save({"state_dict": Attack()}, folder / "attack.pth")
torch.save({"state_dict": Attack()}, folder / "attack-legacy.pth", _use_new_zipfile_serialization=False)


class OldPickler(pickle._Pickler):
    """Writes tensors and dictionaries as PyTorch 0.1 did under Python 2."""

    def persistent_id(self, value):
        if not isinstance(value, torch.storage.TypedStorage):
            return None
        key = str(value._cdata)
        storages[key] = value
        return ("storage", torch.FloatStorage, key, "cpu", value.size(), None)

    def reducer_override(self, value):
        if isinstance(value, torch.nn.Parameter):
            return torch.nn.Parameter, (value.data,), (True, False, collections.OrderedDict())
        if isinstance(value, torch.Tensor):
            storage = value._typed_storage()
            return torch._utils._rebuild_tensor, (storage, value.storage_offset(), tuple(value.size()), value.stride())
        if isinstance(value, collections.OrderedDict):
            return collections.OrderedDict, ([[key, item] for key, item in value.items()],)
        return NotImplemented

    def save_str(self, text):
        encoded = text.encode("latin1")
        self.write(pickle.SHORT_BINSTRING + bytes([len(encoded)]) + encoded)
        self.memoize(text)

    dispatch = {**pickle._Pickler.dispatch, str: save_str}


storages = {}
old = collections.OrderedDict(
    [("conv1.weight", torch.nn.Parameter(torch.tensor([[1.0, 2.0]]))), ("bn1.running_mean", base[3:5])]
)
stream = io.BytesIO()
for head in (0x1950A86A20F9469CFC6C, 1001, {"protocol_version": 1001, "little_endian": True, "type_sizes": {"int": 4}}):
    pickle.dump(head, stream, protocol=2)
OldPickler(stream, protocol=2).dump(old)
pickle.dump(sorted(storages), stream, protocol=2)
for key in sorted(storages):
    stream.write(struct.pack("<q", storages[key].size()) + np.array(storages[key].tolist(), "<f4").tobytes())
(folder / "old.pth").write_bytes(stream.getvalue())
expect("old.pth", old)

arrays = {
    "f4": np.array([[1.5, -2.25, 0.1], [3, 4, 5]], "<f4"),
    "fortran": np.asfortranarray(np.arange(24, dtype="<f4").reshape(2, 3, 4)),
    "f2": np.array([1, 65504, -1 / 3], "<f2"),
    "f8": np.array([1 / 3], "<f8"),
    "i8": np.array([-(2**63), 2**53 + 1], "<i8"),
    "i4": np.array([-7], "<i4"),
    "i2": np.array([-7], "<i2"),
    "i1": np.array([-7], "i1"),
    "u8": np.array([2**64 - 1], "<u8"),
    "u4": np.array([2**32 - 1], "<u4"),
    "u2": np.array([65535], "<u2"),
    "u1": np.array([255], "u1"),
    "bool": np.array([True, False]),
    "scalar": np.array(4.5, "<f4"),
    "empty": np.zeros((0, 3), "<f4"),
}
np.savez(folder / "arrays.npz", **arrays)
np.savez_compressed(folder / "arrays-compressed.npz", **arrays)
for name in ("arrays.npz", "arrays-compressed.npz"):
    expect(name, arrays)
for version in (1, 2, 3):
    with open(folder / f"version-{version}.npy", "wb") as file:
        npy_format.write_array(file, arrays["fortran"], version=(version, 0))
    expect(f"version-{version}.npy", {"arr_0": arrays["fortran"]})
np.savez(folder / "big-endian.npz", x=np.array([1], ">f4"))
np.savez(folder / "objects.npz", x=np.array([{}], dtype=object))
np.savez(folder / "texts.npz", x=np.array(["cat", "dog"]))
np.savez(folder / "records.npz", x=np.zeros(1, [("a", "<f4")]))

(folder / "expected.json").write_text(json.dumps(expected, indent=None, separators=(",", ":")) + "\n")
