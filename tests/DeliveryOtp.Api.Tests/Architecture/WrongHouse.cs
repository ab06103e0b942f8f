#pragma warning disable IDE0130, MA0182, CA1812 // A house that is wrong on purpose: a feature that uses another.
namespace DeliveryOtp.Api.Tests.Architecture.Wrong.Doorstep
{
    internal static class Session
    {
        public static int Seconds => 600;
    }
}

namespace DeliveryOtp.Api.Tests.Architecture.Wrong.Deliveries
{
    internal static class Issuing
    {
        public static int Wrong => Doorstep.Session.Seconds;
    }
}
