namespace DeliveryOtp.Benchmarks.Rig;

/// <summary>The scripts and bodies that are built into this program.</summary>
internal static class Resource
{
    public static string Read(string name)
    {
        using var stream = typeof(Resource).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"{name} is not embedded.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
