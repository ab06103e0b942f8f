namespace DeliveryOtp.Evidence.Log;

/// <summary>
/// Grows a log's tree leaf by leaf. It holds the right edge alone, one unfinished tile a level, and says which tiles have changed.
/// </summary>
public sealed class TileAppender
{
    private readonly List<byte>[] _edge = [.. Enumerable.Range(0, TileId.MaxLevel + 1).Select(_ => new List<byte>(TileId.FullWidth * LogHash.Bytes))];
    private readonly List<Tile> _finished = [];
    private readonly bool[] _isChanged = new bool[TileId.MaxLevel + 1];

    /// <summary>Goes on where a tree of this size ended.</summary>
    /// <param name="size">In leaves.</param>
    /// <param name="read">Gives the unfinished tile of a level.</param>
    public TileAppender(long size, Func<TileId, byte[]> read)
    {
        Size = size;
        for (var level = 0; level <= TileId.MaxLevel; level++)
        {
            var hashes = size >> (TileId.Height * level);
            if (hashes % TileId.FullWidth > 0)
                _edge[level].AddRange(read(TileId.Of(level, hashes - 1, size)));
        }
    }

    /// <summary>Of the tree, in leaves.</summary>
    public long Size { get; private set; }

    public void Append(LogHash leaf)
    {
        Size++;
        var hash = leaf;
        for (var level = 0; level <= TileId.MaxLevel; level++)
        {
            _edge[level].AddRange(hash.ToArray());
            _isChanged[level] = true;
            if (_edge[level].Count < TileId.FullWidth * LogHash.Bytes)
                return;
            var full = new Tile(new TileId(level, ((Size >> (TileId.Height * level)) / TileId.FullWidth) - 1, TileId.FullWidth), [.. _edge[level]]);
            _finished.Add(full);
            _edge[level].Clear();
            hash = full.RootOf(0, TileId.FullWidth);
        }
    }

    /// <summary>Tiles that are new or wider than at the last call: finished ones, and the unfinished one of each level.</summary>
    public IReadOnlyList<Tile> TakeChanged()
    {
        List<Tile> changed = [.. _finished];
        for (var level = 0; level <= TileId.MaxLevel; level++)
        {
            if (_isChanged[level] && _edge[level].Count > 0)
                changed.Add(Unfinished(level));
            _isChanged[level] = false;
        }

        _finished.Clear();
        return changed;
    }

    /// <summary>RFC 9162 §2.1.1; every perfect subtree of its sum stands at the right edge.</summary>
    public LogHash Root()
    {
        LogHash? root = null;
        for (var level = 0; level <= TileId.MaxLevel; level++)
        {
            var width = _edge[level].Count / LogHash.Bytes;
            if (width == 0)
                continue;
            var tile = Unfinished(level);
            for (var (count, end) = (1, width); count <= width; count *= 2)
            {
                if ((width & count) == 0)
                    continue;
                end -= count;
                var perfect = tile.RootOf(end, count);
                root = root is { } right ? LogHash.OfNode(perfect, right) : perfect;
            }
        }

        return root ?? LogHash.OfNothing;
    }

    private Tile Unfinished(int level)
    {
        var width = _edge[level].Count / LogHash.Bytes;
        return new(new TileId(level, (Size >> (TileId.Height * level)) / TileId.FullWidth, width), [.. _edge[level]]);
    }
}
