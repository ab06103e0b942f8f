using System.Diagnostics;
using DeliveryOtp.Evidence.Log;

namespace DeliveryOtp.Evidence.Tests;

/// <summary>C2SP tlog-tiles.</summary>
public sealed class TileTests
{
    [Theory]
    [InlineData(0, 0, 256, "0/000")]
    [InlineData(0, 1234067, 256, "0/x001/x234/067")]
    [InlineData(3, 1000, 5, "3/x001/000.p/5")]
    [InlineData(7, 5, 1, "7/005.p/1")]
    public void A_tile_has_the_path_of_the_specification(int level, long index, int width, string path)
    {
        Assert.Equal(path, new TileId(level, index, width).Path);
        Assert.True(TileId.TryParse(path, out var tile));
        Assert.Equal(new TileId(level, index, width), tile);
    }

    [Theory]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("8/000")]
    [InlineData("0/0")]
    [InlineData("0/x000/001")]
    [InlineData("0/001/002")]
    [InlineData("0/000.p/256")]
    [InlineData("0/000.p/0")]
    [InlineData("0/-01")]
    [InlineData("00/001")]
    [InlineData("0/x999/x999/x999/x999/x999/x999/x999/999")]
    public void What_is_spelt_otherwise_is_no_tile(string path) => Assert.False(TileId.TryParse(path, out _));

    /// <summary>In batches of any size, over the edges of tiles.</summary>
    [Fact]
    public void A_tree_that_grew_in_batches_is_the_tree_of_all_its_leaves()
    {
        var leaves = Enumerable.Range(0, 140_000).Select(n => LogHash.OfLeaf(BitConverter.GetBytes(n))).ToArray();
        var store = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        var whole = MerkleTree.Of(leaves);
        var size = 0;
        foreach (var batch in (int[])[0, 1, 1, 253, 1, 1, 255, 257, 512, 64_254, 1, 1, 65_536, 7_000])
        {
            // Each batch is another process.
            var appender = new TileAppender(size, tile => store[tile.Path]);
            for (var n = 0; n < batch; n++)
                appender.Append(leaves[size + n]);
            size += batch;
            foreach (var tile in appender.TakeChanged())
                store[tile.Id.Path] = tile.Content;
            Assert.Equal((size, whole.RootAt(size)), (appender.Size, appender.Root()));
            Assert.Empty(appender.TakeChanged());
            var tiled = new TiledTree(size, tile => store[tile.Path]).Tree;
            Assert.Equal(whole.RootAt(size), tiled.RootAt(size));
            if (size == 0)
                continue;
            foreach (var index in (long[])[0, size / 3, size - 1])
            {
                Assert.Equal(whole.ProveInclusion(index, size), tiled.ProveInclusion(index, size));
                Assert.Equal(whole.ProveConsistency(index + 1, size), tiled.ProveConsistency(index + 1, size));
            }
        }
    }

    /// <summary>Tiles hold hashes of hashes: what is below does not matter to the time that a proof takes.</summary>
    [Fact]
    public void A_proof_of_ten_million_leaves_takes_a_handful_of_tiles()
    {
        const long size = 10_000_000;
        var read = new List<TileId>();
        byte[] Content(TileId tile)
        {
            read.Add(tile);
            var content = new byte[tile.Width * LogHash.Bytes];
            new Random(HashCode.Combine(tile.Level, tile.Index)).NextBytes(content);
            return content;
        }

        new TiledTree(size, Content).Tree.ProveInclusion(0, size);
        read.Clear();
        var took = TimeSpan.MaxValue;
        for (var n = 0; n < 5; n++)
        {
            read.Clear();
            var started = Stopwatch.GetTimestamp();
            var path = new TiledTree(size, Content).Tree.ProveInclusion(7_654_321, size);
            var elapsed = Stopwatch.GetElapsedTime(started);
            took = elapsed < took ? elapsed : took;
            Assert.Equal(24, path.Count);
        }

        Assert.InRange(read.Count, 3, 6);
        Assert.Equal(read.Count, read.Distinct().Count());
        Assert.InRange(took.TotalMilliseconds, 0, 5);
    }

    [Fact]
    public void A_tile_that_is_too_short_is_refused() =>
        Assert.Throws<InvalidDataException>(() => new TiledTree(300, _ => new byte[32]).Tree.RootAt(300));
}
