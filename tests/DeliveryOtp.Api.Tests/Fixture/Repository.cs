namespace DeliveryOtp.Api.Tests.Fixture;

/// <summary>The folder that the tests were built from.</summary>
internal static class Repository
{
    private static readonly string Root = FindRoot();

    public static string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    /// <summary>The files below a folder that people wrote.</summary>
    public static IEnumerable<string> FilesBelow(string folder) => Directory
        .EnumerateFiles(PathOf(folder), "*", SearchOption.AllDirectories)
        .Where(file => !file.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj" or "node_modules"));

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "DeliveryOtp.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException("There is no DeliveryOtp.sln above the tests.");
        return folder.FullName;
    }
}
