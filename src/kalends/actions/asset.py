"""What people do with pictures: put them in, look at them, name them."""

from datetime import datetime

from kalends.actions.ports import Read, Tx
from kalends.domain import access
from kalends.domain.access import Actor
from kalends.domain.asset import Asset, Picture, public_id_in
from kalends.domain.errors import invalid, not_found


async def add_picture(tx: Tx, actor: Actor, picture: Picture, *, now: datetime) -> Asset:
    """The stored picture: the one with the same content where the organization has it already."""
    access.check_writes(actor)
    present = await tx.asset_of_content(picture.sha256)
    if present is not None:
        return present
    public_id = tx.next_id().replace("-", "")
    asset = Asset(tx.next_number(), public_id, picture.kind, picture.width, picture.height, now)
    await tx.add_asset(asset, picture)
    return asset


async def show_picture(read: Read, _actor: Actor, path: str) -> tuple[Asset, bytes]:
    """The picture at this address path, for anyone. Raises NOT_FOUND unless every part of the path is right."""
    asset = await _at(read, path)
    if asset is None:
        raise not_found()
    return asset, await read.asset_content(asset.number)


async def check_picture(read: Read, _actor: Actor, path: str) -> None:
    """Raise INVALID unless `path` is the address path of a picture of the actor's organization."""
    if await _at(read, path) is None:
        raise invalid("must be the address of a picture that was put into the picture service here", "image")


async def _at(read: Read, path: str) -> Asset | None:
    public_id = public_id_in(path)
    asset = None if public_id is None else await read.asset(public_id)
    return asset if asset is not None and asset.path == path else None
