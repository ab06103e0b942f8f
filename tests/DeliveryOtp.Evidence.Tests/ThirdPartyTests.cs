using System.Diagnostics;
using System.Text.Json;
using DeliveryOtp.Evidence.Log;
using DeliveryOtp.Evidence.Notes;

namespace DeliveryOtp.Evidence.Tests;

/// <summary>Go's golang.org/x/mod/sumdb reads what this library writes (Debian: golang-go, golang-golang-x-mod-dev).</summary>
public sealed class ThirdPartyTests
{
    private const string GoPath = "/usr/share/gocode";

    private static readonly LogHash[] Leaves = [.. Enumerable.Range(0, 1_000).Select(n => LogHash.OfLeaf(BitConverter.GetBytes(n)))];

    [GoFact]
    public async Task Go_agrees_with_checkpoint_proofs_and_tiles() =>
        Assert.Equal("otp.example.org/log 777: 777 inclusions, 777 extensions, 8 tiles", (await AskAsync(leaf => leaf)).Trim());

    [GoFact]
    public async Task Go_does_not_agree_with_another_leaf() =>
        await Assert.ThrowsAsync<InvalidOperationException>(() => AskAsync(leaf => leaf == Leaves[500] ? Leaves[501] : leaf));

    private static async Task<string> AskAsync(Func<LogHash, LogHash> leafOf)
    {
        const long size = 777;
        using var signer = new NoteSigner("otp.example.org/log", [.. Enumerable.Range(0, 32).Select(n => (byte)n)]);
        var tree = MerkleTree.Of(Leaves);
        var appender = new TileAppender(0, _ => []);
        foreach (var leaf in Leaves.AsSpan(0, (int)size))
            appender.Append(leaf);
        var question = new
        {
            Key = signer.Verifier.ToString(),
            Checkpoint = new Checkpoint("otp.example.org/log", size, appender.Root()).SignedBy(signer),
            Inclusions = Enumerable.Range(0, (int)size).Select(index => new
            {
                Index = index,
                Leaf = leafOf(Leaves[index]).ToArray(),
                Path = tree.ProveInclusion(index, size).Select(hash => hash.ToArray()),
            }),
            Consistency = Enumerable.Range(1, (int)size).Select(earlier => new
            {
                Earlier = earlier,
                Root = tree.RootAt(earlier).ToArray(),
                Proof = tree.ProveConsistency(earlier, size).Select(hash => hash.ToArray()),
            }),
            TilePaths = appender.TakeChanged().Select(tile => tile.Id)
                .Concat([new TileId(0, 1_234_067, TileId.FullWidth), new TileId(2, 999, 17), new TileId(1, 1_000, TileId.FullWidth)])
                .Select(tile => tile.Path),
        };
        var start = new ProcessStartInfo("go", ["run", Path.Combine(AppContext.BaseDirectory, "Go", "main.go")])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["GO111MODULE"] = "off", ["GOPATH"] = GoPath, ["GOFLAGS"] = string.Empty },
        };
        using var go = Process.Start(start)!;
        var complaint = go.StandardError.ReadToEndAsync();
        await go.StandardInput.WriteAsync(JsonSerializer.Serialize(question));
        go.StandardInput.Close();
        var said = await go.StandardOutput.ReadToEndAsync();
        await go.WaitForExitAsync();
        return go.ExitCode == 0 ? said : throw new InvalidOperationException(await complaint);
    }

    private sealed class GoFactAttribute : FactAttribute
    {
        public GoFactAttribute() => Skip = Directory.Exists(Path.Combine(GoPath, "src/golang.org/x/mod/sumdb")) && File.Exists("/usr/bin/go")
            ? null
            : "Go is not installed: it is in Debian's packages golang-go and golang-golang-x-mod-dev.";
    }
}
