using DeliveryOtp.Evidence.Log;

namespace DeliveryOtp.Evidence.Tests;

/// <summary>RFC 9162 §2.1, with the vectors of Certificate Transparency and a naive recursion beside it.</summary>
public sealed class TreeTests
{
    private static readonly string[] Inputs = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];

    private static readonly string[] Roots =
    [
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ];

    private static readonly LogHash[] Vectors = [.. Inputs.Select(input => LogHash.OfLeaf(Convert.FromHexString(input)))];

    private static readonly LogHash[] Leaves = [.. Enumerable.Range(0, 300).Select(n => LogHash.OfLeaf(BitConverter.GetBytes(n)))];

    [Fact]
    public void Nothing_has_the_hash_of_nothing() =>
        Assert.Equal("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", MerkleTree.Of([]).RootAt(0).ToString());

    [Fact]
    public void Roots_are_those_of_the_published_vectors()
    {
        for (var size = 1; size <= Vectors.Length; size++)
            Assert.Equal(Roots[size - 1], MerkleTree.Of(Vectors).RootAt(size).ToString());
    }

    /// <summary>RFC 9162 §2.1.5: the proofs of its example, a tree of seven leaves.</summary>
    [Fact]
    public void Proofs_of_seven_leaves_are_those_of_the_example()
    {
        var tree = MerkleTree.Of(Vectors[..7]);
        LogHash Node(int start, int end) => Naive(Vectors.AsSpan(start, end - start));
        Assert.Equal([Vectors[1], Node(2, 4), Node(4, 7)], tree.ProveInclusion(0, 7));
        Assert.Equal([Vectors[2], Node(0, 2), Node(4, 7)], tree.ProveInclusion(3, 7));
        Assert.Equal([Vectors[5], Vectors[6], Node(0, 4)], tree.ProveInclusion(4, 7));
        Assert.Equal([Node(4, 6), Node(0, 4)], tree.ProveInclusion(6, 7));
        Assert.Equal([Vectors[2], Vectors[3], Node(0, 2), Node(4, 7)], tree.ProveConsistency(3, 7));
        Assert.Equal([Node(4, 7)], tree.ProveConsistency(4, 7));
        Assert.Equal([Node(4, 6), Vectors[6], Node(0, 4)], tree.ProveConsistency(6, 7));
    }

    [Fact]
    public void Every_size_up_to_300_has_the_root_of_a_naive_recursion()
    {
        for (var size = 0; size <= Leaves.Length; size++)
            Assert.Equal(Naive(Leaves.AsSpan(0, size)), MerkleTree.Of(Leaves).RootAt(size));
    }

    [Fact]
    public void Every_inclusion_proof_up_to_300_holds_and_only_where_it_belongs()
    {
        var tree = MerkleTree.Of(Leaves);
        for (var size = 1L; size <= Leaves.Length; size += size < 70 ? 1 : 23)
        {
            var root = tree.RootAt(size);
            for (var index = 0L; index < size; index++)
            {
                var path = tree.ProveInclusion(index, size);
                Assert.True(LogProof.Includes(root, size, index, Leaves[index], path));
                Assert.False(LogProof.Includes(root, size, (index + 1) % size, Leaves[index], path) && size > 1);
                Assert.False(LogProof.Includes(root, size, index, Leaves[(index + 1) % Leaves.Length], path));
                Assert.False(LogProof.Includes(root, size, index, Leaves[index], [.. path, root]));
                Assert.False(path.Count > 0 && LogProof.Includes(root, size, index, Leaves[index], [.. path.SkipLast(1)]));
            }
        }
    }

    [Fact]
    public void Every_consistency_proof_up_to_300_holds_and_for_no_other_root()
    {
        var tree = MerkleTree.Of(Leaves);
        for (var size = 1L; size <= Leaves.Length; size += size < 70 ? 1 : 23)
        {
            for (var earlier = 1L; earlier <= size; earlier++)
            {
                var proof = tree.ProveConsistency(earlier, size);
                Assert.True(LogProof.Extends(tree.RootAt(earlier), earlier, tree.RootAt(size), size, proof));
                Assert.False(LogProof.Extends(LogHash.OfNothing, earlier, tree.RootAt(size), size, proof));
                Assert.False(LogProof.Extends(tree.RootAt(earlier), earlier, LogHash.OfNothing, size, proof));
                Assert.False(LogProof.Extends(tree.RootAt(earlier), earlier, tree.RootAt(size), size, [.. proof, Leaves[0]]));
            }
        }
    }

    [Theory]
    [InlineData(7, 3)]
    [InlineData(300, 255)]
    [InlineData(256, 0)]
    public void A_proof_with_any_bit_flipped_is_refused(int size, int index)
    {
        var tree = MerkleTree.Of(Leaves);
        var (root, path, proof) = (tree.RootAt(size), tree.ProveInclusion(index, size), tree.ProveConsistency(index + 1, size));
        Assert.All(Flipped(path), bad => Assert.False(LogProof.Includes(root, size, index, Leaves[index], bad)));
        Assert.All(Flipped(proof), bad => Assert.False(LogProof.Extends(tree.RootAt(index + 1), index + 1, root, size, bad)));
    }

    [Theory]
    [InlineData(-1, 5)]
    [InlineData(5, 5)]
    [InlineData(long.MaxValue, 5)]
    public void A_leaf_outside_of_the_tree_is_nowhere(long index, long size) =>
        Assert.False(LogProof.Includes(MerkleTree.Of(Leaves).RootAt(size), size, index, Leaves[4], MerkleTree.Of(Leaves).ProveInclusion(4, size)));

    private static IEnumerable<LogHash[]> Flipped(IReadOnlyList<LogHash> hashes) =>
        from place in Enumerable.Range(0, hashes.Count)
        from bit in Enumerable.Range(0, LogHash.Bytes * 8)
        select hashes.Select((hash, n) => n == place ? Flipped(hash, bit) : hash).ToArray();

    private static LogHash Flipped(LogHash hash, int bit)
    {
        var bytes = hash.ToArray();
        bytes[bit / 8] ^= (byte)(1 << (bit % 8));
        return new(bytes);
    }

    /// <summary>The definition of §2.1.1, word by word.</summary>
    private static LogHash Naive(ReadOnlySpan<LogHash> leaves)
    {
        if (leaves.Length == 0)
            return LogHash.OfNothing;
        if (leaves.Length == 1)
            return leaves[0];
        var k = 1;
        while (k * 2 < leaves.Length)
            k *= 2;
        return LogHash.OfNode(Naive(leaves[..k]), Naive(leaves[k..]));
    }
}
