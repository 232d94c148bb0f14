# everything in torch; the images come in as numpy
import torch
import torch.nn as nn
import torch.nn.functional as F


def standardize(train, other):
    train, other = torch.as_tensor(train), torch.as_tensor(other)
    std = train.std(dim=0, unbiased=False)
    return (other - train.mean(dim=0)) / std.masked_fill(std == 0, 1.0)


def one_hot(labels, classes):
    return F.one_hot(torch.as_tensor(labels), classes)


def accuracy(scores, labels):
    scores, labels = torch.as_tensor(scores), torch.as_tensor(labels)
    return (scores.argmax(dim=1) == labels).double().mean().item()


def split(n, held_back, seed):
    order = torch.randperm(n, generator=torch.Generator().manual_seed(seed))
    return order[:-held_back], order[-held_back:]


def add_noise(images, sigma):
    images = torch.as_tensor(images)
    return images + torch.randn_like(images) * sigma


def dropout(x, p, train):
    return F.dropout(torch.as_tensor(x), p, training=train)


weights = sum(p.numel() for p in nn.Linear(64, 10).parameters())


def train(images, labels, seed):
    torch.manual_seed(seed)
    X = torch.tensor(images, dtype=torch.float32)
    y = torch.tensor(labels)
    model = nn.Sequential(nn.Linear(64, 64), nn.ReLU(), nn.Linear(64, 10))
    optimizer = torch.optim.Adam(model.parameters(), lr=1e-2)
    losses = []
    for epoch in range(15):
        for batch in torch.randperm(len(X)).split(128):
            loss = F.cross_entropy(model(X[batch]), y[batch])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
    return model, losses


def predict(model, images):
    return model(torch.tensor(images, dtype=torch.float32))


loss_curve = "curve.png"


mistakes = """1 and 8, since both have much ink in the middle column. 3 and 9 differ in a few
pixels on the left only. I would try a hidden layer, so that a loop can count as one thing."""
