import torch
from transformers import AutoProcessor

processor = AutoProcessor.from_pretrained("microsoft/layoutlmv3-base")
model = torch.load("/models/layout-ocr.pt")
