namespace DeliveryOtp.Domain; internal static class P;
