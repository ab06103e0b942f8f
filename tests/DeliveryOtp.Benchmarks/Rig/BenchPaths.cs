namespace DeliveryOtp.Benchmarks.Rig;

/// <summary>Where the benchmarks find the repository, and where they leave what they make.</summary>
internal static class BenchPaths
{
    private const string Solution = "DeliveryOtp.sln";

    public static string Repository { get; } = FindRepository();

    public static string Output { get; } = Directory.CreateDirectory(Path.Combine(Repository, "artifacts", "bench")).FullName;

    public static string InOutput(string name) => Path.Combine(Output, name);

    private static string FindRepository()
    {
        for (var directory = new DirectoryInfo(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
        {
            if (File.Exists(Path.Combine(directory.FullName, Solution)))
                return directory.FullName;
        }

        throw new BenchmarkException($"{Solution} is in no directory above {AppContext.BaseDirectory}.");
    }
}
