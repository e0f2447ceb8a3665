"""Rows of pictures."""

from kalends.domain.asset import MEDIA_TYPES, Asset, Picture
from kalends.store.instants import instant, micros
from kalends.store.sql import Sql
from kalends.store.transaction import Row, Statements

_SELECT = "SELECT number, public_id, media_type, width, height, created_at FROM assets WHERE organization_id = :o"
_BY_PUBLIC_ID = Sql(f"{_SELECT} AND public_id = :public_id")
_BY_CONTENT = Sql(f"{_SELECT} AND sha256 = :sha256")
_CONTENT = Sql("SELECT bytes FROM assets WHERE organization_id = :o AND number = :number")
_ADD = Sql("""
  INSERT INTO assets (organization_id, number, public_id, sha256, media_type, width, height, bytes, created_at)
  VALUES (:o, :number, :public_id, :sha256, :media_type, :width, :height, :content, :created_at)
""")
_DIRECTORY = Sql("INSERT INTO directory (space, key, kind, organization_id) VALUES ('id', :public_id, 'asset', :o)")
_KINDS = {media_type: kind for kind, media_type in MEDIA_TYPES.items()}


class AssetRows(Statements):
    """See actions/ports/asset.py."""

    __slots__ = ()

    async def asset(self, public_id: str) -> Asset | None:
        return _asset(await self.one(_BY_PUBLIC_ID, public_id=public_id))

    async def asset_of_content(self, sha256: str) -> Asset | None:
        return _asset(await self.one(_BY_CONTENT, sha256=sha256))

    async def asset_content(self, number: int) -> bytes:
        row = await self.one(_CONTENT, number=number)
        if row is None:
            raise LookupError(f"no asset {number}")
        return bytes(row[0])

    async def add_asset(self, asset: Asset, picture: Picture) -> None:
        await self.run(
            _ADD, number=asset.number, public_id=asset.public_id, sha256=picture.sha256,
            media_type=MEDIA_TYPES[asset.kind], width=asset.width, height=asset.height, content=picture.content,
            created_at=micros(asset.created_at),
        )  # fmt: skip
        await self.run(_DIRECTORY, public_id=asset.public_id)


def _asset(row: Row | None) -> Asset | None:
    return None if row is None else Asset(row[0], row[1], _KINDS[row[2]], row[3], row[4], instant(row[5]))
