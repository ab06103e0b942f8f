using System.Globalization;
using System.Text;

namespace DeliveryOtp.Evidence.Log;

/// <summary>Which tile of a log (C2SP tlog-tiles): 256 neighbouring hashes of one level, or fewer at the right edge of the tree.</summary>
/// <param name="Level">0–7: its hashes are roots of perfect subtrees of 256^<c>Level</c> leaves.</param>
/// <param name="Index">0, 1, …: its place from the left.</param>
/// <param name="Width">1–256: how many hashes it has.</param>
public readonly record struct TileId(int Level, long Index, int Width)
{
    /// <summary>Levels of the tree that one tile spans.</summary>
    public const int Height = 8;

    public const int FullWidth = 1 << Height;

    /// <summary>Enough for every size that a <see cref="long"/> holds.</summary>
    public const int MaxLevel = 7;

    private const int Group = 1000;

    public bool IsFull => Width == FullWidth;

    /// <summary>As in the path of an address: <c>x001/x234/067</c>, and of a partial tile <c>….p/5</c>.</summary>
    public string Path
    {
        get
        {
            var path = new StringBuilder((Index % Group).ToString("D3", CultureInfo.InvariantCulture));
            for (var rest = Index / Group; rest > 0; rest /= Group)
                path.Insert(0, string.Create(CultureInfo.InvariantCulture, $"x{rest % Group:D3}/"));
            if (!IsFull)
                path.Append(CultureInfo.InvariantCulture, $".p/{Width}");
            return string.Create(CultureInfo.InvariantCulture, $"{Level}/{path}");
        }
    }

    /// <summary>The tile in which a hash of its level stands, as it is in a tree of this size.</summary>
    /// <param name="level">Of tiles.</param>
    /// <param name="hash">Its place among the hashes of the level.</param>
    /// <param name="size">Of the tree, in leaves.</param>
    public static TileId Of(int level, long hash, long size)
    {
        var index = hash / FullWidth;
        var width = Math.Min(FullWidth, (size >> (Height * level)) - (index * FullWidth));
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1, nameof(hash));
        return new(level, index, (int)width);
    }

    /// <summary>Reads a path, spelt exactly as <see cref="Path"/> spells it.</summary>
    public static bool TryParse(string path, out TileId tile)
    {
        tile = default;
        var parts = path.Split('/');
        if (parts.Length < 2 || !int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var level) || level > MaxLevel)
            return false;
        var width = FullWidth;
        if (parts.Length >= 3 && parts[^2].EndsWith(".p", StringComparison.Ordinal))
        {
            if (!int.TryParse(parts[^1], NumberStyles.None, CultureInfo.InvariantCulture, out width))
                return false;
            parts[^2] = parts[^2][..^2];
            parts = parts[..^1];
        }

        var index = 0L;
        foreach (var part in parts[1..])
        {
            if (!long.TryParse(part.TrimStart('x'), NumberStyles.None, CultureInfo.InvariantCulture, out var digits) || index > long.MaxValue / Group / FullWidth)
                return false;
            index = (index * Group) + digits;
        }

        tile = new(level, index, width);
        return width is >= 1 and <= FullWidth && string.Equals(tile.Path, path, StringComparison.Ordinal);
    }
}
