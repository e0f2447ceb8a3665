"""What deeds ask of the store about pictures."""

from typing import Protocol

from kalends.domain.asset import Asset, Picture


class AssetReads(Protocol):
    """Reading. Every method is scoped to the actor's organization."""

    async def asset(self, public_id: str) -> Asset | None:
        """The picture with this public id (32 hex digits), without its content."""

    async def asset_content(self, number: int) -> bytes:
        """The bytes of a picture that is there."""


class AssetWrites(AssetReads, Protocol):
    """Writing, inside a deed's transaction."""

    async def asset_of_content(self, sha256: str) -> Asset | None:
        """The picture with exactly this content."""

    async def add_asset(self, asset: Asset, picture: Picture) -> None:
        """Store a new picture, and its public id in the directory."""
