namespace DeliveryOtp.Evidence.Log;

/// <summary>A tree whose hashes are kept in tiles: a proof reads two or three tiles a level, however many leaves there are.</summary>
/// <param name="size">Of the tree, in leaves.</param>
/// <param name="read">Gives a tile's content; each is asked for once.</param>
public sealed class TiledTree(long size, Func<TileId, byte[]> read)
{
    private readonly Dictionary<(int Level, long Index), Tile> _known = [];

    /// <summary>Its roots and proofs, up to its size.</summary>
    public MerkleTree Tree => new(RootOf);

    private LogHash RootOf(int level, long index)
    {
        var (tileLevel, inTile) = (level / TileId.Height, level % TileId.Height);
        var first = index << inTile;
        return TileAt(tileLevel, first).RootOf((int)(first % TileId.FullWidth), 1 << inTile);
    }

    private Tile TileAt(int level, long hash)
    {
        var id = TileId.Of(level, hash, size);
        if (!_known.TryGetValue((level, id.Index), out var tile))
        {
            var content = read(id);
            if (content.Length != id.Width * LogHash.Bytes)
                throw new InvalidDataException($"The tile {id.Path} has {content.Length} bytes.");
            _known[(level, id.Index)] = tile = new Tile(id, content);
        }

        return tile;
    }
}
