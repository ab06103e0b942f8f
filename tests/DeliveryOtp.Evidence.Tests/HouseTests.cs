using DeliveryOtp.Evidence.Log;

namespace DeliveryOtp.Evidence.Tests;

public sealed class HouseTests
{
    /// <summary>Whoever verifies evidence has to trust nothing else.</summary>
    [Fact]
    public void Evidence_needs_the_base_class_library_and_NSec_alone() => Assert.All(
        typeof(LogHash).Assembly.GetReferencedAssemblies(),
        reference => Assert.True(reference.Name is "NSec.Cryptography" || reference.Name!.StartsWith("System", StringComparison.Ordinal), reference.Name));
}
