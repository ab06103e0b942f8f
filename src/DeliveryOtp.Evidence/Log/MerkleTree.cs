using System.Numerics;

namespace DeliveryOtp.Evidence.Log;

/// <summary>
/// Roots and proofs of a log's tree (RFC 9162 §2.1), from the roots of its perfect subtrees, wherever they are kept.
/// </summary>
/// <param name="subtree">The root of the <c>index</c>-th perfect subtree of 2^<c>level</c> leaves; 0, 0 is the first leaf's hash.</param>
public sealed class MerkleTree(Func<int, long, LogHash> subtree)
{
    /// <summary>A tree whose leaves are all at hand.</summary>
    public static MerkleTree Of(IReadOnlyList<LogHash> leaves)
    {
        LogHash RootOf(int level, long index)
        {
            if (level == 0)
                return leaves[(int)index];
            return LogHash.OfNode(RootOf(level - 1, 2 * index), RootOf(level - 1, (2 * index) + 1));
        }

        return new(RootOf);
    }

    /// <summary>§2.1.1: the Merkle Tree Hash of the first leaves.</summary>
    /// <param name="size">How many.</param>
    public LogHash RootAt(long size) => size == 0 ? LogHash.OfNothing : RootOf(0, size);

    /// <summary>§2.1.3.1: from the leaf upwards.</summary>
    /// <param name="index">Of the leaf, below <paramref name="size"/>.</param>
    /// <param name="size">Of the tree.</param>
    public IReadOnlyList<LogHash> ProveInclusion(long index, long size)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, size);
        List<LogHash> path = [];
        var (start, end) = (0L, size);
        while (end - start > 1)
        {
            var middle = start + LargestPowerBelow(end - start);
            if (index < middle)
            {
                path.Add(RootOf(middle, end));
                end = middle;
            }
            else
            {
                path.Add(RootOf(start, middle));
                start = middle;
            }
        }

        path.Reverse();
        return path;
    }

    /// <summary>§2.1.4.1: that the tree of <paramref name="size"/> leaves begins with that of <paramref name="earlier"/>.</summary>
    /// <param name="earlier">1 to <paramref name="size"/>.</param>
    /// <param name="size">Of the later tree.</param>
    public IReadOnlyList<LogHash> ProveConsistency(long earlier, long size)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(earlier, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(earlier, size);
        List<LogHash> proof = [];
        var (start, end) = (0L, size);
        while (end != earlier)
        {
            var middle = start + LargestPowerBelow(end - start);
            if (earlier <= middle)
            {
                proof.Add(RootOf(middle, end));
                end = middle;
            }
            else
            {
                proof.Add(RootOf(start, middle));
                start = middle;
            }
        }

        // Whoever has the earlier root has this subtree's, where it is all of it.
        if (start > 0)
            proof.Add(RootOf(start, end));
        proof.Reverse();
        return proof;
    }

    /// <summary>Of the leaves from <paramref name="start"/> on, which begin a subtree of their own.</summary>
    private LogHash RootOf(long start, long end)
    {
        List<LogHash> perfect = [];
        for (var from = start; from < end;)
        {
            var level = BitOperations.Log2((ulong)(end - from));
            perfect.Add(subtree(level, from >> level));
            from += 1L << level;
        }

        var root = perfect[^1];
        for (var i = perfect.Count - 2; i >= 0; i--)
            root = LogHash.OfNode(perfect[i], root);
        return root;
    }

    private static long LargestPowerBelow(long count) => 1L << BitOperations.Log2((ulong)(count - 1));
}
