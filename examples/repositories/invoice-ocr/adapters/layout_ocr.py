import torch

model = torch.jit.load("/models/layout-ocr.pt")
