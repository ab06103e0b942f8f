using DeliveryOtp.Api.Tests.Fixture;

namespace DeliveryOtp.Api.Tests.Catalogues;

/// <summary>A document that is made from the code: the file that is kept has to be what the code makes now.</summary>
/// <param name="File">Below <c>docs</c>.</param>
/// <param name="Make">Its text.</param>
public sealed record Catalogue(string File, Func<string> Make)
{
    private const string Switch = "DELIVERYOTP_WRITE_DOCS";

    /// <summary>What writes the files.</summary>
    private const string Command = $"{Switch}=1 ./dev test {nameof(CatalogueTests)}";

    /// <summary>For the document itself, so that nobody edits it by hand.</summary>
    public const string Origin = $"*Made from the code: `{Command}` writes it anew.*";

    /// <summary>With the switch it writes the file; without, it compares.</summary>
    public void Check()
    {
        var path = Repository.PathOf("docs", File);
        var made = Make();
        if (Environment.GetEnvironmentVariable(Switch) == "1")
            System.IO.File.WriteAllText(path, made);
        var kept = System.IO.File.Exists(path) ? System.IO.File.ReadAllText(path) : string.Empty;
        Assert.True(
            kept == made,
            $"docs/{File} is not what the code says now, from line {FirstDifference(kept, made)} on. `{Command}` writes it anew.");
    }

    /// <summary>For failure messages: not the whole text.</summary>
    public override string ToString() => File;

    private static int FirstDifference(string kept, string made) =>
        kept.Split('\n').Zip(made.Split('\n')).TakeWhile(pair => pair.First == pair.Second).Count() + 1;
}
