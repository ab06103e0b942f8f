namespace DeliveryOtp.Evidence.Log;

/// <summary>The hashes of a tile, one behind another, as they are stored and served (C2SP tlog-tiles).</summary>
/// <param name="Id">Which.</param>
/// <param name="Content">32 bytes a hash.</param>
public sealed record Tile(TileId Id, byte[] Content)
{
    public LogHash this[int place] => new(Content.AsSpan(place * LogHash.Bytes, LogHash.Bytes));

    /// <summary>The root of the perfect subtree over neighbouring hashes.</summary>
    /// <param name="first">Of them; a multiple of their number.</param>
    /// <param name="count">A power of two.</param>
    public LogHash RootOf(int first, int count)
    {
        Span<LogHash> hashes = new LogHash[count];
        for (var i = 0; i < count; i++)
            hashes[i] = this[first + i];
        for (var width = count; width > 1; width /= 2)
        {
            for (var i = 0; i < width / 2; i++)
                hashes[i] = LogHash.OfNode(hashes[2 * i], hashes[(2 * i) + 1]);
        }

        return hashes[0];
    }
}
