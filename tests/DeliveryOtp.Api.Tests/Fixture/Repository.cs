namespace DeliveryOtp.Api.Tests.Fixture;

/// <summary>Where the sources are, for tests that compare files with what the code says.</summary>
internal static class Repository
{
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    private static string Find(string folder) => File.Exists(Path.Combine(folder, "DeliveryOtp.sln"))
        ? folder
        : Find(Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("The tests run outside of the repository."));
}
