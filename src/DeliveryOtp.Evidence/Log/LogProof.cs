namespace DeliveryOtp.Evidence.Log;

/// <summary>Holds proofs against roots (RFC 9162 §2.1.3.2, §2.1.4.2): everything that comes in may be hostile, and is only counted and hashed.</summary>
public static class LogProof
{
    /// <summary>A tree of as many leaves as fit has no longer proof.</summary>
    public const int MaxHashes = 64;

    /// <summary>§2.1.3.2: whether the leaf stands at <paramref name="index"/> of the tree with this root.</summary>
    public static bool Includes(LogHash root, long size, long index, LogHash leaf, IReadOnlyList<LogHash> path)
    {
        if (index < 0 || index >= size || path.Count > MaxHashes)
            return false;
        var (number, last, hash) = (index, size - 1, leaf);
        foreach (var sibling in path)
        {
            if (last == 0)
                return false;
            if ((number & 1) == 1 || number == last)
            {
                hash = LogHash.OfNode(sibling, hash);
                while ((number & 1) == 0 && number != 0)
                    (number, last) = (number >> 1, last >> 1);
            }
            else
            {
                hash = LogHash.OfNode(hash, sibling);
            }

            (number, last) = (number >> 1, last >> 1);
        }

        return last == 0 && hash == root;
    }

    /// <summary>§2.1.4.2: whether the later tree begins with the earlier one.</summary>
    public static bool Extends(LogHash earlierRoot, long earlier, LogHash root, long size, IReadOnlyList<LogHash> proof)
    {
        if (earlier < 1 || earlier > size || proof.Count > MaxHashes)
            return false;
        if (earlier == size)
            return proof.Count == 0 && earlierRoot == root;
        IReadOnlyList<LogHash> path = long.IsPow2(earlier) ? [earlierRoot, .. proof] : proof;
        if (path.Count == 0)
            return false;

        var (number, last) = (earlier - 1, size - 1);
        while ((number & 1) == 1)
            (number, last) = (number >> 1, last >> 1);
        var (before, after) = (path[0], path[0]);
        foreach (var sibling in path.Skip(1))
        {
            if (last == 0)
                return false;
            if ((number & 1) == 1 || number == last)
            {
                (before, after) = (LogHash.OfNode(sibling, before), LogHash.OfNode(sibling, after));
                while ((number & 1) == 0 && number != 0)
                    (number, last) = (number >> 1, last >> 1);
            }
            else
            {
                after = LogHash.OfNode(after, sibling);
            }

            (number, last) = (number >> 1, last >> 1);
        }

        return last == 0 && before == earlierRoot && after == root;
    }
}
